// Makes a photo smaller on the device before it is sent (village networks are slow) and so drops its GPS tag and other EXIF data.
// Without JavaScript, or where the browser cannot decode the picture (HEIC), the original is sent and the server does the same work.
const BATAS_KECIL = 300_000
const MUTU = 0.75

async function kecilkan(berkas, maks) {
  if (!berkas.type.startsWith('image/') || berkas.size < BATAS_KECIL) return berkas
  try {
    const gambar = await createImageBitmap(berkas, { imageOrientation: 'from-image' })
    const skala = Math.min(1, maks / Math.max(gambar.width, gambar.height))
    const kanvas = document.createElement('canvas')
    kanvas.width = Math.round(gambar.width * skala)
    kanvas.height = Math.round(gambar.height * skala)
    kanvas.getContext('2d').drawImage(gambar, 0, 0, kanvas.width, kanvas.height)
    gambar.close()
    const hasil = await new Promise(selesai => kanvas.toBlob(selesai, 'image/jpeg', MUTU))
    if (!hasil || hasil.size >= berkas.size) return berkas
    return new File([hasil], berkas.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
  } catch {
    return berkas // not decodable here: the server converts it
  }
}

let terpasang = false
export function pasang(akar) {
  if (terpasang) return
  terpasang = true
  akar.addEventListener('change', async ({ target }) => {
    if (!target.matches('input[type=file][data-perkecil]') || !target.files.length) return
    const wadah = new DataTransfer()
    for (const berkas of target.files) wadah.items.add(await kecilkan(berkas, Number(target.dataset.perkecil)))
    target.files = wadah.files
    target.dispatchEvent(new CustomEvent('foto:siap', { bubbles: true }))
  })
}
