import { drawPerson, drawRoom, drawSlide, type Look } from './picture';

/** A stream of somebody drawn; empty where there is no canvas (tests in a simulated DOM). */
export function personStream(look: Look, width = 640, height = 480): MediaStream {
  return canvasStream(width, height, personPainter(look, width, height));
}

/** The room is drawn once: its blur is what costs. */
function personPainter(look: Look, width: number, height: number) {
  const room = Object.assign(document.createElement('canvas'), { width, height });
  const context = room.getContext('2d');
  if (context) drawRoom(context, look.hue);
  return (target: CanvasRenderingContext2D, seconds: number) => {
    target.drawImage(room, 0, 0);
    drawPerson(target, look, seconds);
  };
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
