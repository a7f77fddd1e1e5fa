//! face_estoka
