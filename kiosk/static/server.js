// Talking to the kiosk's own server; everything is a form in and JSON out.
export async function post(url, fields = {}) {
  const body = fields instanceof ArrayBuffer ? fields : new URLSearchParams(fields);
  const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, cache: "no-store" });
  const answer = response.status === 204 ? {} : await response.json();
  return { status: response.status, ...answer };
}

export async function ask(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" });
  return { status: response.status, ...(await response.json()) };
}
