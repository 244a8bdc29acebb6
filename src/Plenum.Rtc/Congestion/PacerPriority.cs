namespace Plenum.Rtc.Congestion;

/// <summary>In which order queued packets leave; each before the next.</summary>
public enum PacerPriority
{
    /// <summary>Audio: small, and late is lost. Leaves at once, but counts.</summary>
    Audio,

    /// <summary>Retransmissions: somebody waits for them with a picture in hand.</summary>
    Retransmission,

    /// <summary>Video.</summary>
    Video,
}
