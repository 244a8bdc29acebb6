using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// When the next regular report is due: around a fixed interval, spread over half of it up and down so that streams
/// do not fall into step (RFC 3550, section 6.2; point to point the bandwidth rule never makes it longer).
/// </summary>
public sealed class ReportSchedule(TimeSpan interval, IEntropy entropy)
{
    /// <summary>The interval libwebrtc uses for video; audio may use five times as much.</summary>
    public static readonly TimeSpan VideoInterval = TimeSpan.FromSeconds(1);

    /// <summary>When the next report is due; at once before <see cref="OnSent"/> was called first.</summary>
    public Timestamp NextDeadline { get; private set; } = Timestamp.Zero;

    /// <summary>Schedules the report after the one sent now.</summary>
    public void OnSent(Timestamp now)
    {
        Span<byte> random = stackalloc byte[4];
        entropy.Fill(random);
        var factor = 0.5 + (BinaryPrimitives.ReadUInt32BigEndian(random) / (double)uint.MaxValue);
        NextDeadline = now + (interval * factor);
    }
}
