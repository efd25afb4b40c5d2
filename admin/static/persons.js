// The person's page: a time field only when a set time is wanted, and a section that the address names stands open.
document.querySelectorAll('[data-exact]').forEach((part) => {
  const time = document.getElementById(part.dataset.exact);
  const show = () => { time.hidden = part.value !== 'exact'; };
  part.addEventListener('change', show);
  show();
});
