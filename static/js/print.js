// The button of the printed chronology; without it the browser's own menu prints.
document.getElementById("print").addEventListener("click", () => print());
