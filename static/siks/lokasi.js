// Fills latitude and longitude from the device. Without it, or when the person declines, both boxes are typed or left empty.
for (const tombol of document.querySelectorAll('[data-ambil-lokasi]')) {
  if (!navigator.geolocation || !isSecureContext) continue
  const keadaan = document.querySelector('[data-lokasi-keadaan]')
  const isi = (nama, nilai) => { document.querySelector(`[data-${nama}]`).value = nilai.toFixed(6).replace('.', ',') }
  tombol.hidden = false
  tombol.addEventListener('click', () => {
    keadaan.textContent = 'Mencari lokasi…'
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      isi('lintang', coords.latitude)
      isi('bujur', coords.longitude)
      keadaan.textContent = `Lokasi terisi, ketelitian sekitar ${Math.round(coords.accuracy)} meter.`
    }, () => { keadaan.textContent = 'Lokasi tidak terbaca. Isi sendiri, atau kosongkan.' }, { enableHighAccuracy: true, timeout: 20000 })
  })
}
