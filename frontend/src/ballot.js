// A ballot: adds up what is chosen while somebody chooses, and takes the code from behind the # of a square that was
// scanned, which no server ever sees. Without this script the server says the same when the ballot is sent.
const form = document.querySelector("[data-ballot]");

if (form) {
  const code = form.querySelector("[name=code]");
  const scanned = decodeURIComponent(location.hash.slice(1));
  if (code && !code.value && /^[0-9A-Za-z -]{8,60}$/.test(scanned)) {
    code.value = scanned;
    history.replaceState(null, "", location.pathname);
  }

  const sum = form.querySelector("[data-ballot-sum]");
  const { budget, points, most } = form.dataset;
  const euros = new Intl.NumberFormat("nl-NL", { style: "currency", currency: "EUR" });
  const say = (sentence, ...values) => values.reduce((words, value) => words.replace("#", value), sentence);

  const told = () => {
    if (points) {
      const given = [...form.querySelectorAll("[name^=punten-]")].reduce((all, { value }) => all + (Number(value) || 0), 0);
      return given > points ? say(sum.dataset.over, given - points) : say(sum.dataset.left, points - given);
    }
    const chosen = [...form.querySelectorAll("[name=project]:checked")];
    if (budget) {
      const cents = chosen.reduce((all, box) => all + Number(box.dataset.cost), 0);
      const rest = Math.abs(budget - cents) / 100;
      return say(cents > budget ? sum.dataset.over : sum.dataset.left, euros.format(cents / 100), euros.format(rest));
    }
    return say(most && chosen.length > most ? sum.dataset.over : sum.dataset.left, chosen.length);
  };

  const show = () => {
    sum.textContent = told();
    sum.hidden = false;
  };
  form.addEventListener("input", show);
  show();
}
