using Plenum.Media;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// What a client states that it can receive (REMB). It is never exceeded; whether it is a limit or only what has been tried
/// so far shows when it falls. Browsers and aiortc let it grow to half as much again as what arrives, and no further
/// (libwebrtc, AimdRateControl), so that a layer that is twice as large would never come: what is missing is filled up with
/// padding, unless a limit was met a moment ago.
/// </summary>
internal sealed class StatedLimit
{
    /// <summary>An estimate that has fallen so far has met a limit; grown so far since, it has left it behind.</summary>
    private const double Fallen = 0.85;
    private const double Outgrown = 2;

    /// <summary>What is padded leaves some room for what varies.</summary>
    private const double Filled = 0.9;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private Bitrate _highest;
    private Bitrate _shown;
    private Timestamp _fellAt = Timestamp.Never;

    /// <summary>The limit; null while none was stated.</summary>
    public Bitrate? Current { get; private set; }

    /// <summary>Whether the path has shown that it carries no more.</summary>
    public bool IsProven => _shown > Bitrate.Zero;

    /// <summary>Takes in what is stated now.</summary>
    public void Update(Bitrate? stated, Timestamp now)
    {
        Current = stated;
        if (stated is not { } rate)
            return;
        if (rate < _highest * Fallen)
            (_shown, _highest, _fellAt) = (rate, rate, now);
        else if (rate > _shown * Outgrown)
            _shown = Bitrate.Zero;
        _highest = Bitrate.Max(_highest, rate);
    }

    /// <summary>What is to be sent beside media, so that the client sees that its path carries more.</summary>
    public Bitrate Padding(SubscriberRates rates, Timestamp now)
    {
        var isResting = _fellAt != Timestamp.Never && now - _fellAt < Rest;
        return Current is { } stated && stated < rates.Wanted && !isResting ? (stated * Filled) - rates.Used : Bitrate.Zero;
    }
}
