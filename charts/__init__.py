"""Core results as Plotly figures. No Streamlit here: these figures serve pages, downloads and tests alike."""
