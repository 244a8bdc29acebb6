/** How somebody drawn looks. */
export interface Look {
  /** Degrees; the wall's colour, from which shirt and light follow. */
  readonly hue: number;
  /** Lightness of the skin in percent. */
  readonly skin: number;
  /** CSS colour. */
  readonly hair: string;
  readonly style: 'short' | 'long' | 'bun' | 'curls' | 'bald';
  readonly glasses?: boolean;
  readonly beard?: boolean;
}

type Context = CanvasRenderingContext2D;

/** Draws somebody, moving a little, in place of a camera. */
export function drawPerson(context: Context, look: Look, seconds: number): void {
  const { width, height } = context.canvas;
  const sway = Math.sin(seconds * 0.9 + look.hue) * width * 0.01;
  const nod = Math.sin(seconds * 1.7 + look.hue) * height * 0.005;
  context.save();
  context.translate(width / 2 + sway, height * 0.54 + nod);
  context.scale(height / 430, height / 430);
  drawHairBehind(context, look);
  drawBody(context, look);
  drawHead(context, look, seconds);
  context.restore();
}

/** Draws what is behind somebody. */
export function drawRoom(context: Context, hue: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = linear(context, 0, 0, width, height, [`oklch(70% 0.045 ${hue})`, `oklch(38% 0.05 ${hue + 25})`]);
  context.fillRect(0, 0, width, height);
  context.save();
  context.filter = 'blur(7px)';
  drawWindow(context, width * 0.06, height * 0.06, width * 0.27, height * 0.5);
  drawShelf(context, width * 0.7, height * 0.2, width * 0.3, hue);
  drawPlant(context, width * 0.1, height * 0.88, height * 0.0022);
  context.restore();
  const vignette = context.createRadialGradient(
    width / 2,
    height / 2,
    height * 0.35,
    width / 2,
    height / 2,
    width * 0.75,
  );
  vignette.addColorStop(0, 'rgb(0 0 0 / 0%)');
  vignette.addColorStop(1, 'rgb(0 0 0 / 38%)');
  context.fillStyle = vignette;
  context.fillRect(0, 0, width, height);
}

function drawWindow(context: Context, x: number, y: number, width: number, height: number): void {
  context.fillStyle = linear(context, x, y, x, y + height, ['#fff6df', '#ffd9a8']);
  context.globalAlpha = 0.75;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  context.fillStyle = 'rgb(70 50 40 / 35%)';
  context.fillRect(x + width / 2 - 3, y, 6, height);
  context.fillRect(x, y + height / 2 - 3, width, 6);
}

function drawShelf(context: Context, x: number, y: number, width: number, hue: number): void {
  for (const row of [0, 1]) {
    const top = y + row * width * 0.62;
    for (let book = 0; book < 7; book++) {
      const tall = width * (0.34 + ((book * 37 + row * 11) % 10) * 0.013);
      context.fillStyle = `oklch(${46 + ((book * 23) % 26)}% 0.09 ${hue + book * 47 + row * 90})`;
      context.fillRect(x + width * (0.05 + book * 0.125), top + width * 0.48 - tall, width * 0.1, tall);
    }
    context.fillStyle = `oklch(33% 0.04 ${hue + 40})`;
    context.fillRect(x, top + width * 0.48, width, width * 0.045);
  }
}

function drawPlant(context: Context, x: number, y: number, scale: number): void {
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  for (const angle of [-1.1, -0.65, -0.25, 0.2, 0.6, 1.05]) {
    context.save();
    context.rotate(angle);
    context.fillStyle = `oklch(${46 + angle * 8}% 0.1 145)`;
    ellipse(context, 0, -62, 15, 58);
    context.restore();
  }
  context.fillStyle = 'oklch(58% 0.09 45)';
  context.fillRect(-30, -14, 60, 70);
  context.restore();
}

function drawHairBehind(context: Context, { style, hair }: Look): void {
  context.fillStyle = hair;
  if (style === 'long') {
    context.beginPath();
    context.moveTo(-74, -40);
    context.bezierCurveTo(-104, 60, -92, 120, -78, 150);
    context.lineTo(78, 150);
    context.bezierCurveTo(92, 120, 104, 60, 74, -40);
    context.fill();
  }
  if (style === 'bun') ellipse(context, 0, -104, 30, 28);
  if (style === 'curls') {
    for (const [x, y, r] of [
      [-66, -30, 34],
      [66, -30, 34],
      [-62, 14, 28],
      [62, 14, 28],
      [-52, -76, 36],
      [52, -76, 36],
      [0, -98, 40],
    ] as const) {
      ellipse(context, x, y, r, r);
    }
  }
}

function drawBody(context: Context, { hue, skin }: Look): void {
  const shirt = hue + 190;
  context.fillStyle = linear(context, 0, 70, 0, 250, [`oklch(60% 0.1 ${shirt})`, `oklch(36% 0.09 ${shirt})`]);
  context.beginPath();
  context.moveTo(-172, 260);
  context.bezierCurveTo(-168, 150, -128, 118, -44, 98);
  context.quadraticCurveTo(0, 132, 44, 98);
  context.bezierCurveTo(128, 118, 168, 150, 172, 260);
  context.fill();
  context.fillStyle = linear(context, 0, 40, 0, 116, [`oklch(${skin - 14}% 0.07 52)`, `oklch(${skin - 6}% 0.07 54)`]);
  context.beginPath();
  context.moveTo(-31, 30);
  context.lineTo(-31, 92);
  context.quadraticCurveTo(0, 130, 31, 92);
  context.lineTo(31, 30);
  context.fill();
}

function drawHead(context: Context, look: Look, seconds: number): void {
  const { skin } = look;
  context.fillStyle = `oklch(${skin - 6}% 0.075 54)`;
  ellipse(context, -67, -4, 11, 18);
  ellipse(context, 67, -4, 11, 18);
  const light = context.createRadialGradient(-22, -36, 10, 0, 0, 106);
  light.addColorStop(0, `oklch(${skin + 7}% 0.07 62)`);
  light.addColorStop(1, `oklch(${skin - 6}% 0.082 52)`);
  context.fillStyle = light;
  context.beginPath();
  context.moveTo(-66, -24);
  context.bezierCurveTo(-68, 42, -38, 78, 0, 78);
  context.bezierCurveTo(38, 78, 68, 42, 66, -24);
  context.bezierCurveTo(64, -104, -64, -104, -66, -24);
  context.fill();
  if (look.beard) drawBeard(context, look.hair);
  drawFace(context, look, seconds);
  drawHairInFront(context, look);
}

function drawBeard(context: Context, hair: string): void {
  context.fillStyle = hair;
  context.globalAlpha = 0.86;
  context.beginPath();
  context.moveTo(-64, 2);
  context.bezierCurveTo(-62, 60, -34, 88, 0, 88);
  context.bezierCurveTo(34, 88, 62, 60, 64, 2);
  context.bezierCurveTo(50, 34, 30, 26, 0, 26);
  context.bezierCurveTo(-30, 26, -50, 34, -64, 2);
  context.fill();
  context.globalAlpha = 1;
}

function drawFace(context: Context, { skin, hair, glasses, hue }: Look, seconds: number): void {
  const eye = (seconds + hue) % 3.7 < 0.13 ? 1 : 1.12;
  for (const side of [-1, 1]) {
    context.fillStyle = '#fbf8f4';
    ellipse(context, side * 25, -10, 10, 6.5 * (eye === 1 ? 0.15 : 1));
    context.fillStyle = '#2a1d16';
    ellipse(context, side * 25, -10, 5.6, 5.6 * (eye === 1 ? 0.15 : 1));
    stroke(context, hair, 4.5, () => {
      context.moveTo(side * 13, -28);
      context.quadraticCurveTo(side * 26, -35, side * 39, -27);
    });
    context.fillStyle = 'oklch(66% 0.15 25 / 20%)';
    ellipse(context, side * 38, 22, 15, 10);
  }
  stroke(context, `oklch(${skin - 15}% 0.08 48)`, 3.5, () => {
    context.moveTo(2, -6);
    context.quadraticCurveTo(10, 14, 1, 17);
  });
  context.fillStyle = '#8d3a3a';
  context.beginPath();
  context.moveTo(-22, 38);
  context.quadraticCurveTo(0, 60, 22, 38);
  context.quadraticCurveTo(0, 46, -22, 38);
  context.fill();
  if (glasses) {
    stroke(context, '#23282f', 3.5, () => {
      context.roundRect(-45, -26, 38, 32, 12);
      context.roundRect(7, -26, 38, 32, 12);
      context.moveTo(-7, -12);
      context.quadraticCurveTo(0, -16, 7, -12);
    });
  }
}

function drawHairInFront(context: Context, { style, hair }: Look): void {
  if (style === 'bald') return;
  context.fillStyle = hair;
  context.beginPath();
  context.moveTo(-71, -8);
  context.bezierCurveTo(-84, -112, 84, -112, 71, -8);
  context.bezierCurveTo(66, -40, 58, -56, 40, -64);
  context.bezierCurveTo(8, -40, -38, -52, -50, -58);
  context.bezierCurveTo(-62, -48, -66, -32, -71, -8);
  context.fill();
}

function linear(context: Context, x0: number, y0: number, x1: number, y1: number, colors: readonly string[]) {
  const gradient = context.createLinearGradient(x0, y0, x1, y1);
  for (const [index, color] of colors.entries()) gradient.addColorStop(index / (colors.length - 1), color);
  return gradient;
}

function stroke(context: Context, color: string, width: number, path: () => void): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.beginPath();
  path();
  context.stroke();
}

function ellipse(context: Context, x: number, y: number, rx: number, ry: number): void {
  context.beginPath();
  context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
  context.fill();
}

/** Draws a slide, in place of a screen. */
export function drawSlide(context: Context): void {
  const { width, height } = context.canvas;
  context.fillStyle = '#fbfaf7';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#14302b';
  context.font = `650 ${height * 0.075}px "Inter Variable", sans-serif`;
  context.fillText('Tide tables, third quarter', width * 0.07, height * 0.17);
  context.fillStyle = '#61736f';
  context.font = `400 ${height * 0.036}px "Inter Variable", sans-serif`;
  context.fillText('Metres above chart datum, weekly mean', width * 0.07, height * 0.235);
  for (const [index, value] of [3.1, 3.4, 2.9, 3.8, 4.2, 3.7, 4.6, 4.1, 3.3, 3.9, 4.8, 4.4].entries()) {
    const bar = value * height * 0.115;
    context.fillStyle = index === 10 ? '#0c8f74' : '#b9ddd3';
    context.fillRect(width * (0.07 + index * 0.073), height * 0.9 - bar, width * 0.05, bar);
  }
}
