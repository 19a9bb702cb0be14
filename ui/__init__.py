"""Everything that knows Streamlit, but for the pages themselves: settings and links, wording, the player."""
