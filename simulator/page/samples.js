// A photo and a voice note made on the spot, so that nobody has to look for a file.

export function samplePhoto() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 420 });
  const pen = canvas.getContext("2d");
  const shape = (colour, ...points) => {
    pen.fillStyle = colour;
    pen.beginPath();
    points.forEach(([x, y]) => pen.lineTo(x, y));
    pen.fill();
  };
  const spot = (colour, x, y, wide, high) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(x, y, wide, high, 0, 0, 7);
    pen.fill();
  };
  shape("#bfe0ee", [0, 0], [640, 0], [640, 200], [0, 200]);
  shape("#7fa56a", [0, 170], [160, 110], [330, 175], [480, 120], [640, 180], [640, 420], [0, 420]);
  shape("#8b8478", [270, 180], [350, 180], [560, 420], [60, 420]);
  shape("#e9e4d5", [306, 190], [312, 190], [318, 250], [304, 250]);
  for (const [x, y, wide] of [[240, 340, 60], [380, 300, 36], [330, 385, 72], [290, 250, 20]]) {
    spot("#5f594f", x, y, wide, wide / 3);
    spot("#84a2ac", x, y + 3, wide * 0.75, wide / 5);
  }
  shape("#6b4a2f", [110, 130], [124, 130], [124, 260], [110, 260]);
  spot("#3f7d46", 117, 110, 58, 48);
  return new Promise((ready) => canvas.toBlob((blob) => ready(new File([blob], "jalan.jpg", { type: "image/jpeg" })), "image/jpeg", 0.85));
}

// Two seconds of three soft notes, as a WAV file.
export function sampleVoice() {
  const rate = 8000, length = rate * 2, bytes = new DataView(new ArrayBuffer(44 + length * 2));
  const ascii = (at, text) => [...text].forEach((sign, i) => bytes.setUint8(at + i, sign.charCodeAt(0)));
  ascii(0, "RIFF"); bytes.setUint32(4, 36 + length * 2, true); ascii(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true); bytes.setUint16(20, 1, true); bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true); bytes.setUint32(28, rate * 2, true); bytes.setUint16(32, 2, true); bytes.setUint16(34, 16, true);
  ascii(36, "data"); bytes.setUint32(40, length * 2, true);
  for (let i = 0; i < length; i += 1) {
    const tone = [262, 330, 392][Math.min(2, Math.floor((i * 3) / length))];
    const soft = Math.sin((((i * 3) % length) / length) * Math.PI);
    bytes.setInt16(44 + i * 2, 9000 * soft * Math.sin((2 * Math.PI * tone * i) / rate), true);
  }
  return new File([bytes], "suara.wav", { type: "audio/wav" });
}
