// The session's end, told in time, and forms kept on the server before it comes. Without this file the server does the same
// for a form that arrives too late. Nothing is kept in the browser.
const kotak = document.getElementById('sesi-habis')
const PERINGATAN = 120, JEDA_SIMPAN = 20_000
const token = kotak.querySelector('[name=csrfmiddlewaretoken]').value
const hitung = kotak.querySelector('[data-hitung-mundur]')
let batas = Date.now() + Number(kotak.dataset.sisa) * 1000
let habis = false

const kirim = (url, isi, lain = {}) => fetch(url, { method: 'POST', body: isi, headers: { 'X-CSRFToken': token }, redirect: 'manual', ...lain })

// --- the clock -----------------------------------------------------------------------------------------------------------

async function tanya(url, cara) {
  try {
    const jawaban = cara === 'POST' ? await kirim(url) : await fetch(url, { redirect: 'manual' })
    return jawaban.ok ? await jawaban.json() : { sisa: 0, umur: 0 }
  } catch {
    return null // no network: the clock goes on, and asks again
  }
}

function tutup() {
  if (kotak.open) kotak.close()
}

function akhiri() {
  habis = true
  kotak.querySelector('[data-isi]').textContent = 'Sesi Anda sudah berakhir. Isian yang belum terkirim tersimpan untuk Anda. Masuk lagi untuk melanjutkan.'
  kotak.querySelector('[data-tetap]').hidden = true
  kotak.querySelector('[data-masuk]').hidden = false
  if (!kotak.open) kotak.showModal()
}

let diperiksa = 0
async function detak() {
  if (habis) return
  let sisa = Math.round((batas - Date.now()) / 1000)
  // Another tab, or a computer that slept: the server knows, and asking does not keep the session.
  if (sisa <= PERINGATAN && Date.now() - diperiksa > 15_000) {
    diperiksa = Date.now()
    const jawaban = await tanya(kotak.dataset.urlSisa, 'GET')
    if (jawaban) batas = Date.now() + jawaban.sisa * 1000
    sisa = Math.round((batas - Date.now()) / 1000)
    if (jawaban && sisa <= 0) return akhiri()
  }
  if (sisa > PERINGATAN) return tutup()
  if (!kotak.open) {
    await simpanSemua()
    kotak.showModal()
  }
  const menit = Math.floor(Math.max(sisa, 0) / 60), detik = Math.max(sisa, 0) % 60
  hitung.textContent = menit ? `${menit} menit ${detik} detik` : `${detik} detik`
}

kotak.addEventListener('cancel', e => { if (habis) e.preventDefault() })
kotak.querySelector('form').addEventListener('submit', async e => {
  e.preventDefault()
  const jawaban = await tanya(e.target.action, 'POST')
  if (!jawaban) return
  batas = Date.now() + jawaban.sisa * 1000
  if (jawaban.sisa > PERINGATAN) tutup()
  else if (jawaban.sisa === 0) akhiri()
  else kotak.querySelector('[data-isi]').textContent = 'Sesi ini mencapai batas waktunya dan tidak dapat diperpanjang. Kirim isian Anda sekarang, lalu masuk lagi.'
})

// --- drafts --------------------------------------------------------------------------------------------------------------

const berubah = new Set()
const rahasia = e => e.type === 'password' || e.autocomplete === 'one-time-code' || e.name === 'csrfmiddlewaretoken'

function isiBentuk(bentuk) {
  const isi = new URLSearchParams()
  isi.append('_jalur', new URL(bentuk.action || location.href, location.href).pathname + new URL(bentuk.action || location.href, location.href).search)
  for (const [nama, nilai] of new FormData(bentuk)) {
    const e = bentuk.elements.namedItem(nama)
    if (e instanceof Element && rahasia(e)) continue
    if (nilai instanceof File) {
      if (nilai.size) isi.append('_berkas', nama)
    } else isi.append(nama, nilai)
  }
  return isi
}

async function simpan(bentuk, lain) {
  berubah.delete(bentuk)
  try {
    const jawaban = await kirim(kotak.dataset.urlDraf, isiBentuk(bentuk), lain)
    if (!jawaban.ok) return
    batas = Math.max(batas, Date.now() + Number(kotak.dataset.diam) * 1000 - 60_000)
  } catch {
    berubah.add(bentuk) // no network: the next round tries again
  }
}

const simpanSemua = lain => Promise.all([...berubah].map(b => simpan(b, lain)))

document.addEventListener('input', ({ target }) => {
  const bentuk = target.form
  if (bentuk?.method === 'post' && bentuk.closest('main') && !rahasia(target)) berubah.add(bentuk)
})
// Sent or given up on purpose: not to be kept once more while the page goes.
document.addEventListener('submit', ({ target }) => berubah.delete(target))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') simpanSemua({ keepalive: true })
  else detak()
})

setInterval(() => simpanSemua(), JEDA_SIMPAN)
setInterval(detak, 1000)
document.body.addEventListener('htmx:afterRequest', e => {
  const oleh = e.detail.requestConfig?.triggeringEvent
  if (oleh) batas = Math.max(batas, Date.now() + (Number(kotak.dataset.diam) - 60) * 1000)
})
