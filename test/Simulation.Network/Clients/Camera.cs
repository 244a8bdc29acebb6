namespace Plenum.Simulation.Clients;

/// <summary>
/// A simulcast VP8 encoder: three encodings of two packets a frame, temporal layers 0 2 1 2 whose first three depend on
/// layer 0 alone, key frames when they are asked for.
/// </summary>
/// <param name="publication">Whose it is; its frames say so.</param>
/// <param name="encodings">How many.</param>
/// <param name="first">The number of the first, by which frames tell them apart.</param>
public sealed class Camera(byte publication, int encodings = 3, int first = 0)
{
    private const int TicksPerFrame = 3000;
    private const int LongestPacket = 1150;
    private static readonly byte[] Pattern = [0, 2, 1, 2];
    private readonly Encoder[] _encoders = [.. Enumerable.Range(first, encodings).Select(e => new Encoder(publication, (byte)e))];

    /// <summary>At least two.</summary>
    public int PacketsPerFrame { get; set; } = 2;

    /// <summary>A key frame is so many times as large as another.</summary>
    public int KeyFrameFactor { get; set; } = 1;

    /// <summary>Of all encodings; null for more the higher the encoding.</summary>
    public int? PacketLength { get; set; }

    /// <summary>How many bytes a frame has, by encoding, whether it is a key frame, and temporal layer; null for the above.</summary>
    public Func<int, bool, int, int>? FrameLength { get; set; }

    /// <summary>The next frame begins a group of its own.</summary>
    public void RequestKeyFrame(int encoding) => _encoders[encoding].IsKeyWanted = true;

    /// <summary>The packets of the next frame of one encoding.</summary>
    public IEnumerable<Vp8> Encode(int encoding) => _encoders[encoding].Encode(this);

    /// <summary>The packets of the next frame of all encodings.</summary>
    public IEnumerable<Vp8> EncodeAll() => _encoders.SelectMany(encoder => encoder.Encode(this).ToArray());

    private sealed class Encoder(byte publication, byte encoding)
    {
        // Numbers that soon wrap, and are different for each.
        private ushort _sequence = (ushort)(65_000 + (publication * 77) + (encoding * 50));
        private uint _timestamp = uint.MaxValue - 500_000 - (uint)((publication * 13_331) + (encoding * 100_000));
        private ushort _picture = (ushort)(0x7fe0 - encoding);
        private byte _index = (byte)(250 - (encoding * 20));
        private ushort _frame;
        private int _phase;

        public bool IsKeyWanted { get; set; } = true;

        public IEnumerable<Vp8> Encode(Camera camera)
        {
            var isKey = IsKeyWanted;
            IsKeyWanted = false;
            _phase = isKey ? 0 : (_phase + 1) % Pattern.Length;
            _timestamp += TicksPerFrame;
            _picture = (ushort)((_picture + 1) & 0x7fff);
            _frame++;
            _index += (byte)(Pattern[_phase] == 0 ? 1 : 0);
            var packets = camera.PacketsPerFrame * (isKey ? camera.KeyFrameFactor : 1);
            var length = camera.PacketLength;
            if (camera.FrameLength is { } frameLength)
            {
                var bytes = frameLength(encoding, isKey, Pattern[_phase]);
                packets = ((bytes - 1) / LongestPacket) + 1;
                length = bytes / packets;
            }

            return [.. Enumerable.Range(0, packets).Select(place => Packet(isKey, place == 0, place == packets - 1, length))];
        }

        private Vp8 Packet(bool isKey, bool isStart, bool isEnd, int? length) => new()
        {
            Sequence = _sequence++,
            Timestamp = _timestamp,
            Ssrc = (uint)((publication * 10) + encoding + 1),
            IsKey = isKey,
            IsStart = isStart,
            IsEnd = isEnd,
            PictureId = _picture,
            Index = _index,
            Temporal = Pattern[_phase],
            IsSync = _phase is 1 or 2,
            Publication = publication,
            Encoding = encoding,
            Frame = _frame,
            Length = length ?? 200 << encoding,
        };
    }
}
