-- Orders by when they were recorded: lists are narrowed by it, and are then shown in its order.
CREATE INDEX orders_by_created_at ON orders (account_id, created_at, id);
