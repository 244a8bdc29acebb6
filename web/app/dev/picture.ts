/** Draws somebody in front of something, moving a little, in place of a camera. */
export function drawPerson(context: CanvasRenderingContext2D, hue: number, seconds: number): void {
  const { width, height } = context.canvas;
  drawRoom(context, hue);
  const sway = Math.sin(seconds * 0.9 + hue) * width * 0.012;
  const nod = Math.sin(seconds * 1.7 + hue) * height * 0.006;
  context.save();
  context.translate(width / 2 + sway, height * 0.53 + nod);
  context.scale(height / 480, height / 480);
  drawBody(context, hue);
  drawHead(context, hue, seconds);
  context.restore();
}

function drawRoom(context: CanvasRenderingContext2D, hue: number): void {
  const { width, height } = context.canvas;
  const wall = context.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, `oklch(62% 0.05 ${hue})`);
  wall.addColorStop(1, `oklch(34% 0.05 ${hue + 30})`);
  context.fillStyle = wall;
  context.fillRect(0, 0, width, height);
  const light = context.createRadialGradient(width * 0.2, height * 0.12, 0, width * 0.2, height * 0.12, width * 0.7);
  light.addColorStop(0, 'rgb(255 244 220 / 42%)');
  light.addColorStop(1, 'rgb(255 244 220 / 0%)');
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
  context.fillStyle = `oklch(45% 0.06 ${hue + 150} / 55%)`;
  context.fillRect(width * 0.77, height * 0.14, width * 0.15, height * 0.28);
  context.fillStyle = `oklch(28% 0.03 ${hue} / 60%)`;
  context.fillRect(0, height * 0.84, width, height * 0.16);
}

function drawBody(context: CanvasRenderingContext2D, hue: number): void {
  const shirt = context.createLinearGradient(0, 60, 0, 260);
  shirt.addColorStop(0, `oklch(58% 0.12 ${hue + 190})`);
  shirt.addColorStop(1, `oklch(36% 0.1 ${hue + 190})`);
  context.fillStyle = shirt;
  context.beginPath();
  context.moveTo(-150, 260);
  context.bezierCurveTo(-150, 120, -90, 92, -38, 82);
  context.lineTo(38, 82);
  context.bezierCurveTo(90, 92, 150, 120, 150, 260);
  context.fill();
}

function drawHead(context: CanvasRenderingContext2D, hue: number, seconds: number): void {
  const skin = 46 + ((hue * 7) % 38);
  const hair = `oklch(${18 + ((hue * 3) % 26)}% 0.05 ${40 + (hue % 30)})`;
  context.fillStyle = hair;
  ellipse(context, 0, -34, 84, 100);
  context.fillStyle = `oklch(${skin - 7}% 0.07 55)`;
  context.fillRect(-28, 40, 56, 56);
  context.fillStyle = `oklch(${skin}% 0.075 58)`;
  ellipse(context, 0, -12, 66, 82);
  context.fillStyle = hair;
  context.beginPath();
  context.ellipse(0, -62, 70, 44, 0, Math.PI, 2 * Math.PI);
  context.fill();
  const blink = seconds % 3.7 < 0.12 ? 1 : 7;
  context.fillStyle = '#1b1512';
  ellipse(context, -24, -14, 6, blink);
  ellipse(context, 24, -14, 6, blink);
  context.strokeStyle = `oklch(${skin - 22}% 0.09 30)`;
  context.lineWidth = 4;
  context.lineCap = 'round';
  context.beginPath();
  context.arc(0, 16, 20, 0.2 * Math.PI, 0.8 * Math.PI);
  context.stroke();
}

function ellipse(context: CanvasRenderingContext2D, x: number, y: number, rx: number, ry: number): void {
  context.beginPath();
  context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
  context.fill();
}

/** Draws a slide, in place of a screen. */
export function drawSlide(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  context.fillStyle = '#fbfaf7';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#14302b';
  context.font = `650 ${height * 0.075}px "Inter Variable", sans-serif`;
  context.fillText('Tide tables, third quarter', width * 0.07, height * 0.17);
  context.fillStyle = '#61736f';
  context.font = `400 ${height * 0.036}px "Inter Variable", sans-serif`;
  context.fillText('Metres above chart datum, weekly mean', width * 0.07, height * 0.235);
  [3.1, 3.4, 2.9, 3.8, 4.2, 3.7, 4.6, 4.1, 3.3, 3.9, 4.8, 4.4].forEach((value, index) => {
    const bar = value * height * 0.115;
    context.fillStyle = index === 10 ? '#0c8f74' : '#b9ddd3';
    context.fillRect(width * (0.07 + index * 0.073), height * 0.9 - bar, width * 0.05, bar);
  });
}
