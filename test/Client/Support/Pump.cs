using Plenum.Rtc.Rtp;

namespace Plenum.Client.Tests.Support;

/// <summary>An encoder that is not: it sends frames of a track at its pace until it is disposed, key frames when asked.</summary>
internal sealed class Pump : IAsyncDisposable
{
    /// <summary>How loud it says its sound is.</summary>
    public static readonly AudioLevel Level = new(Voice: true, 20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private Pump(TimeSpan interval, Action<int> send) => _running = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(interval);
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            send(number);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    });

    /// <summary>The frames that were encoded, by number.</summary>
    private Dictionary<int, byte[]> Sent { get; } = [];

    public static Pump Sound(LocalTrack track)
    {
        Pump? pump = null;
        pump = new Pump(TimeSpan.FromMilliseconds(20), number =>
        {
            pump?.Note(number, Frames.Opus(number));
            track.SendFrame(Frames.Opus(number), (uint)number * 960, Level);
        });
        return pump;
    }

    public static Pump Pictures(LocalTrack track, Func<int, bool, int, byte[]>? encode = null, int length = 600)
    {
        encode ??= Frames.Vp8;
        Pump? pump = null;
        pump = new Pump(TimeSpan.FromMilliseconds(33), number =>
        {
            var frame = encode(number, track.TakeKeyFrameRequest(), length);
            pump?.Note(number, frame);
            track.SendFrame(frame, (uint)number * 3000);
        });
        return pump;
    }

    /// <summary>Whether exactly this frame was encoded.</summary>
    public bool HasSent(ReadOnlyMemory<byte> frame)
    {
        lock (Sent)
            return Sent.Values.Any(sent => frame.Span.SequenceEqual(sent));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private void Note(int number, byte[] frame)
    {
        lock (Sent)
            Sent[number] = frame;
    }
}
