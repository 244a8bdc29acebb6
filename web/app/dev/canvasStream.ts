import { drawPerson, drawSlide } from './picture';

/** A stream of somebody drawn; empty where there is no canvas (tests in a simulated DOM). */
export function personStream(hue: number, width = 640, height = 480): MediaStream {
  return canvasStream(width, height, (context, seconds) => drawPerson(context, hue, seconds));
}

export function slideStream(): MediaStream {
  return canvasStream(1280, 720, (context) => drawSlide(context));
}

function canvasStream(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D, seconds: number) => void,
): MediaStream {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context || !canvas.captureStream) return new MediaStream();
  const paint = () => draw(context, performance.now() / 1000);
  paint();
  setInterval(paint, 100);
  return canvas.captureStream(10);
}
