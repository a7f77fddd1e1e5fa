-- What a counter keeps of parties, products and sales for its own work. Rules of V1 hold.

-- Whether it buys for its own use; nothing known is yes.
ALTER TABLE parties ADD COLUMN is_final_consumer BIGINT;

-- What a shop keeps of a product beside its description and price: one row once anything is said.
CREATE TABLE product_terms (
  account_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  cost BIGINT,
  markup BIGINT,
  minimum_stock BIGINT,
  gross_weight BIGINT,
  item_type BIGINT,
  tax_group BIGINT,
  fiscal_note TEXT,
  internal_note TEXT,
  PRIMARY KEY (account_id, product_id)
);

-- What a counter agrees on with a sale beside goods and money: one row once anything is said.
CREATE TABLE sale_terms (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  stage TEXT,
  deliver_on TEXT,
  is_final_consumer BIGINT,
  other_charges BIGINT NOT NULL,
  seller_number BIGINT,
  PRIMARY KEY (account_id, order_id)
);

-- What one cost when it was sold.
ALTER TABLE order_items ADD COLUMN unit_cost BIGINT;

-- What was kept as extras until now.
UPDATE parties SET is_final_consumer =
  CASE CAST(json(extras_egestor) ->> 'clienteFinal' AS TEXT) WHEN 'true' THEN 1 WHEN '1' THEN 1 WHEN 'false' THEN 0 WHEN '0' THEN 0 END
WHERE extras_egestor IS NOT NULL;

INSERT INTO product_terms (account_id, product_id, cost, markup, minimum_stock, gross_weight, item_type, tax_group, fiscal_note, internal_note)
SELECT account_id, id,
  COALESCE(CAST(ROUND(CAST(json(extras_egestor) ->> 'precoCusto' AS NUMERIC) * 1000000) AS BIGINT), CAST(ROUND(CAST(json(extras_uniplus) ->> 'custo' AS NUMERIC) * 1000000) AS BIGINT)),
  COALESCE(CAST(ROUND(CAST(json(extras_egestor) ->> 'margemLucro' AS NUMERIC) * 10000) AS BIGINT), CAST(ROUND(CAST(json(extras_uniplus) ->> 'lucroBruto' AS NUMERIC) * 10000) AS BIGINT)),
  CAST(ROUND(CAST(json(extras_egestor) ->> 'estoqueMinimo' AS NUMERIC) * 1000000) AS BIGINT),
  CAST(ROUND(CAST(json(extras_egestor) ->> 'pesoBruto' AS NUMERIC) * 1000000) AS BIGINT),
  CAST(json(extras_egestor) ->> 'tipoUso' AS BIGINT),
  COALESCE(NULLIF(CAST(json(extras_egestor) ->> 'codigoGrupoTributos' AS BIGINT), 0), NULLIF(CAST(json(extras_egestor) ->> 'codConfigTrib' AS BIGINT), 0)),
  COALESCE(NULLIF(json(extras_egestor) ->> 'anotacoesNFE', ''), NULLIF(json(extras_uniplus) ->> 'informacaoAdicional', '')),
  COALESCE(NULLIF(json(extras_egestor) ->> 'anotacoesInternas', ''), NULLIF(json(extras_uniplus) ->> 'observacao', ''))
FROM products WHERE extras_egestor IS NOT NULL OR extras_uniplus IS NOT NULL;

INSERT INTO sale_terms (account_id, order_id, stage, deliver_on, is_final_consumer, other_charges, seller_number)
SELECT account_id, id, NULLIF(json(extras_egestor) ->> 'situacaoOS', ''), NULLIF(json(extras_egestor) ->> 'dtEntrega', ''),
  CASE CAST(json(extras_egestor) ->> 'clienteFinal' AS TEXT) WHEN 'true' THEN 1 WHEN '1' THEN 1 WHEN 'false' THEN 0 WHEN '0' THEN 0 END,
  COALESCE(CAST(ROUND(CAST(json(extras_egestor) ->> 'valorDespesasAcessorias' AS NUMERIC) * 1000000) AS BIGINT), 0),
  CAST(json(extras_egestor) ->> 'codVendedor' AS BIGINT)
FROM orders WHERE extras_egestor IS NOT NULL;

-- Words by which records are found, in lower case and without accents beside.
INSERT INTO tags (account_id, entity, entity_id, position, name, folded)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99),
  kept (account_id, entity, id, tags) AS (
    SELECT account_id, 'product', id, json(extras_egestor) -> 'tags' FROM products WHERE extras_egestor LIKE '%"tags":[%'
    UNION ALL
    SELECT account_id, 'party', id, json(extras_egestor) -> 'tags' FROM parties WHERE extras_egestor LIKE '%"tags":[%'
    UNION ALL
    SELECT account_id, 'order', id, json(extras_egestor) -> 'tags' FROM orders WHERE extras_egestor LIKE '%"tags":[%'
  ),
  found (account_id, entity, id, i, name) AS (SELECT account_id, entity, id, i, tags ->> i FROM kept CROSS JOIN n)
SELECT account_id, entity, id, i + 1, name, LOWER(
  REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(name
  , 'á', 'a'), 'à', 'a'), 'â', 'a'), 'ã', 'a'), 'ä', 'a'), 'Á', 'a'), 'À', 'a'), 'Â', 'a'), 'Ã', 'a'), 'Ä', 'a'), 'ª', 'a')
  , 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e'), 'Ê', 'e'), 'Ë', 'e')
  , 'í', 'i'), 'ì', 'i'), 'î', 'i'), 'ï', 'i'), 'Í', 'i'), 'Ì', 'i'), 'Î', 'i'), 'Ï', 'i')
  , 'ó', 'o'), 'ò', 'o'), 'ô', 'o'), 'õ', 'o'), 'ö', 'o'), 'Ó', 'o'), 'Ò', 'o'), 'Ô', 'o'), 'Õ', 'o'), 'Ö', 'o'), 'º', 'o')
  , 'ú', 'u'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'Ú', 'u'), 'Ù', 'u'), 'Û', 'u'), 'Ü', 'u')
  , 'ç', 'c'), 'Ç', 'c')
  , 'ñ', 'n'), 'Ñ', 'n'))
FROM found f WHERE name IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM tags t WHERE t.account_id = f.account_id AND t.entity = f.entity AND t.entity_id = f.id
);
