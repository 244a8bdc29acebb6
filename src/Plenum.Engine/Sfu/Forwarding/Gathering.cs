using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// How long packets are gathered before the next are forwarded. Forwarding to many takes long, and then a frame whose
/// packets come one by one is sent in as many pieces to each of them, which costs more still. So what comes after a
/// forwarding waits as long as that took: who has time forwards at once, and load makes batches longer.
/// </summary>
internal static class Gathering
{
    /// <summary>The most that it adds to a packet's way.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromMilliseconds(3);

    /// <summary>When it ends.</summary>
    /// <param name="endedAt">When the last forwarding had ended.</param>
    /// <param name="took">What it had taken.</param>
    public static Timestamp Until(Timestamp endedAt, TimeSpan took) => endedAt + (took < Most ? took : Most);
}
