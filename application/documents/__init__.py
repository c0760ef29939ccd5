"""Official documents as plain data: what is said, paragraph by paragraph; how it is set is infrastructure's affair."""
