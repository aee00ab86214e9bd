// Everything here only makes pages quicker or clearer: each page works without it.
const tubuh = document.body
const lebar = matchMedia('(min-width:48.0625em)')

// GOV.UK components are loaded only where a page uses one; the address comes from the page because hashed file names change.
async function pasangGovuk(akar) {
  if (!akar.querySelector('[data-module^=govuk-]') && !akar.matches?.('[data-module^=govuk-]')) return
  const { initAll, isSupported } = await import(tubuh.dataset.modulGovuk)
  if (!isSupported()) return
  initAll({ scope: akar })
}

async function pasangFoto(akar) {
  if (!akar.querySelector('input[type=file][data-perkecil]')) return
  const { pasang } = await import(tubuh.dataset.modulFoto)
  pasang(document)
}

// A table shown as cards loses its meaning for screen readers in some browsers: the roles give it back.
const PERAN = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell' }
function beriPeran(akar) {
  for (const tabel of akar.querySelectorAll('table.s-tabel:not([role])')) {
    tabel.setAttribute('role', 'table')
    for (const e of tabel.querySelectorAll('thead,tbody,tr,td,th')) {
      e.setAttribute('role', e.tagName === 'TH' ? (e.scope === 'row' ? 'rowheader' : 'columnheader') : PERAN[e.tagName])
    }
  }
}

function bukaSaring(akar) {
  if (!lebar.matches || CSS.supports('selector(::details-content)')) return
  for (const d of akar.querySelectorAll('.s-saring details')) d.open = true
}

function hitungPilihan() {
  for (const e of document.querySelectorAll('[data-hitung]')) {
    const n = document.querySelectorAll(`input[name="${e.dataset.hitung}"]:checked`).length
    e.textContent = n ? `${n} ${e.dataset.satuan || 'baris'} dipilih.` : 'Belum ada yang dipilih.'
  }
}

// Seeing what one types replaces typing it twice, and lets a long pass phrase be checked.
function pasangLihatSandi(akar) {
  for (const i of akar.querySelectorAll('input[type=password]')) {
    const tombol = document.createElement('button')
    tombol.type = 'button'
    tombol.className = 's-tautan s-lihat'
    tombol.setAttribute('aria-controls', i.id)
    const tulis = () => { tombol.textContent = i.type === 'password' ? 'Tampilkan' : 'Sembunyikan'; tombol.setAttribute('aria-label', `${tombol.textContent} isian ini`) }
    tombol.addEventListener('click', () => { i.type = i.type === 'password' ? 'text' : 'password'; tulis() })
    i.form?.addEventListener('submit', () => { i.type = 'password'; tulis() })
    tulis()
    i.after(tombol)
  }
}

function siapkan(akar) {
  beriPeran(akar)
  bukaSaring(akar)
  pasangGovuk(akar)
  pasangFoto(akar)
  hitungPilihan()
  pasangLihatSandi(akar)
}

document.addEventListener('change', ({ target }) => {
  const nama = target.dataset?.pilihSemua
  if (nama) for (const i of document.querySelectorAll(`input[name="${nama}"]:not(:disabled)`)) i.checked = target.checked
  if (nama || target.type === 'checkbox') hitungPilihan()
  if (target.matches?.('select[data-kirim]')) target.form.requestSubmit()
})

document.addEventListener('click', e => {
  const tombol = e.target.closest?.('.s-tombol-menu')
  if (tombol) {
    e.preventDefault()
    const buka = document.getElementById('menu').classList.toggle('s-buka')
    tombol.setAttribute('aria-expanded', buka)
  }
  if (e.target.closest?.('[data-cetak]')) print()
  if (e.target.closest?.('[data-ganti-tema]')) {
    const akar = document.documentElement
    const gelap = akar.dataset.tema ? akar.dataset.tema === 'gelap' : matchMedia('(prefers-color-scheme:dark)').matches
    akar.dataset.tema = gelap ? 'terang' : 'gelap'
    document.cookie = `tema=${akar.dataset.tema};path=/;max-age=31536000;samesite=lax`
  }
})

// The second press of a submit button while the first is under way would post twice; the server refuses it, but the person waits twice.
document.addEventListener('submit', e => {
  if (e.defaultPrevented || e.target.method !== 'post') return
  if (e.target.dataset.terkirim) { e.preventDefault(); return }
  e.target.dataset.terkirim = '1'
  setTimeout(() => { delete e.target.dataset.terkirim }, 3000)
})

tubuh.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) tubuh.classList.add('govuk-frontend-supported')
const tombolMenu = document.querySelector('.s-tombol-menu')
if (tombolMenu) { tombolMenu.setAttribute('role', 'button'); tombolMenu.setAttribute('aria-expanded', 'false') }
for (const e of document.querySelectorAll('[data-ganti-tema],[data-cetak]')) e.hidden = false
siapkan(document)
tubuh.addEventListener('htmx:load', e => { if (e.detail.elt !== tubuh) siapkan(e.detail.elt) })
