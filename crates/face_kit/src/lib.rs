//! face_kit
