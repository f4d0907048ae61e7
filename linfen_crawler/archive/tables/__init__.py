"""The tables, as the migrations make them: a statement that was released is never changed."""
