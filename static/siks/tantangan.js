// The small computation of public forms (dasar/tantangan.py): find a number n so that SHA-256("<key>:n") begins with zero bits.
// Without this script the form works too, with a tighter limit. crypto.subtle is missing on plain http and slow for short texts.
const K = new Uint32Array(64)
for (let n = 0, p = 2; n < 64; p++) {
  let prima = true
  for (let d = 2; d * d <= p; d++) if (p % d === 0) { prima = false; break }
  if (prima) K[n++] = Math.floor((Math.cbrt(p) % 1) * 2 ** 32)
}
const AWAL = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]
const w = new Uint32Array(64)

export function sha256(teks) {
  const panjang = teks.length
  const blok = new Uint8Array(((panjang + 72) >> 6) << 6)
  for (let i = 0; i < panjang; i++) blok[i] = teks.charCodeAt(i)
  blok[panjang] = 128
  new DataView(blok.buffer).setUint32(blok.length - 4, panjang * 8)
  const h = Uint32Array.from(AWAL)
  for (let awal = 0; awal < blok.length; awal += 64) {
    for (let i = 0; i < 16; i++) w[i] = (blok[awal + 4 * i] << 24) | (blok[awal + 4 * i + 1] << 16) | (blok[awal + 4 * i + 2] << 8) | blok[awal + 4 * i + 3]
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2]
      w[i] = w[i - 16] + w[i - 7] + (((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3)) + (((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10))
    }
    let [a, b, c, d, e, f, g, z] = h
    for (let i = 0; i < 64; i++) {
      const t1 = (z + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
      const t2 = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      z = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += z
  }
  return h
}

const heksa = (h) => Array.from(h, (x) => x.toString(16).padStart(8, '0')).join('')
const jeda = () => new Promise((lanjut) => setTimeout(lanjut))

// In pieces, so that typing stays smooth on a slow phone.
export async function cari(token, bit) {
  const kunci = heksa(sha256(token)).slice(0, 32)
  for (let n = 0; ; n++) {
    if (sha256(`${kunci}:${n}`)[0] >>> (32 - bit) === 0) return String(n)
    if (n % 500 === 499) await jeda()
  }
}

for (const isian of document.querySelectorAll('[data-bukti]')) {
  const formulir = isian.form
  const tombol = formulir.querySelector('button[type=submit]')
  const hasil = cari(formulir.elements.tantangan.value, Number(isian.dataset.bukti))
  hasil.then((n) => { isian.value = n })
  formulir.addEventListener('submit', (e) => {
    if (isian.value) return
    e.preventDefault()
    tombol.setAttribute('aria-disabled', 'true')
    hasil.then(() => formulir.submit())
  })
}
