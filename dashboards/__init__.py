"""The Streamlit apps and the server around them: entry screens, dashboards, maps, portal."""
