//! Files: pictures today, whatever else is too large for a row tomorrow. In a folder, or, for tests, in memory; an
//! object store decides which.
//!
//! Not what a file belongs to, which is a row.
//!
//! The one rule to know: a file is named by its content and never changes, and it is written before the transaction that
//! mentions it begins. One that no row came to mention is left lying, which costs space and nothing else.

use std::path::Path as FolderPath;
use std::sync::Arc;

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

use crate::execute::App;

/// Where files are.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

/// A file could not be written or read. The cause is for the log.
#[derive(Debug, thiserror::Error)]
#[error("files: {0}")]
pub struct FilesError(String);

impl From<object_store::Error> for FilesError {
    fn from(error: object_store::Error) -> Self {
        Self(error.to_string())
    }
}

impl Files {
    /// Files that are gone when the program ends.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
        }
    }

    /// Files in a folder, which is made if it is missing.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn in_folder(folder: &FolderPath) -> Result<Self, FilesError> {
        std::fs::create_dir_all(folder).map_err(|error| FilesError(error.to_string()))?;
        Ok(Self {
            store: Arc::new(LocalFileSystem::new_with_prefix(folder)?),
        })
    }

    /// Files at a URL: `file:///folder`, `memory:///`, and whatever else the object store was built for.
    ///
    /// # Errors
    /// No such kind of place, or one that cannot be opened.
    pub fn at(url: &str) -> Result<Self, FilesError> {
        let url = url.parse().map_err(|_| FilesError(format!("`{url}` is no URL")))?;
        let (store, prefix) = object_store::parse_url(&url)?;
        Ok(Self {
            store: Arc::new(PrefixStore::new(store, prefix)),
        })
    }

    /// Keeps a file under the name of its content, and answers that name. Keeping the same twice changes nothing.
    ///
    /// # Errors
    /// The place does not take it.
    pub async fn keep(&self, folder: &str, content: Bytes) -> Result<String, FilesError> {
        let hash: [u8; 32] = Sha256::digest(&content).into();
        let name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let path = Path::from(format!("{folder}/{name}"));
        self.store.put(&path, PutPayload::from_bytes(content)).await?;
        Ok(name)
    }

    /// The content of that name; `None` when there is none.
    ///
    /// # Errors
    /// The place does not answer.
    pub async fn read(&self, folder: &str, name: &str) -> Result<Option<Bytes>, FilesError> {
        let path = Path::from(format!("{folder}/{name}"));
        match self.store.get(&path).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl App {
    /// The same application with its files elsewhere; they are in memory unless this says where.
    #[must_use]
    pub fn with_files(mut self, files: Files) -> Self {
        self.files = files;
        self
    }

    /// Where files are.
    pub fn files(&self) -> &Files {
        &self.files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_read_back_by_the_name_of_its_content_wherever_it_lies() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("file://{}", folder.path().join("elsewhere").display());
        std::fs::create_dir_all(folder.path().join("elsewhere")).expect("a folder");
        let places = [
            Files::in_memory(),
            Files::in_folder(&folder.path().join("new")).expect("a folder"),
            Files::at(&url).expect("a folder"),
        ];
        for files in places {
            let name = files.keep("1", Bytes::from_static(b"abc")).await.expect("kept");
            assert_eq!(name, files.keep("1", Bytes::from_static(b"abc")).await.expect("kept"));
            let read = files.read("1", &name).await.expect("readable");
            assert_eq!(read.as_deref(), Some(&b"abc"[..]));
            assert_eq!(
                files.read("2", &name).await.expect("readable"),
                None,
                "another's folder"
            );
            assert_eq!(files.read("1", "../1").await.expect("readable"), None);
        }
        assert!(Files::at("gopher://x").is_err());
    }
}
