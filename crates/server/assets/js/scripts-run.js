// Says that scripts run, so that what is only for readers without them can be hidden.
document.documentElement.classList.add("has-scripts");
