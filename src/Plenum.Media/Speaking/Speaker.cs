using Plenum.Rtc;

namespace Plenum.Media.Speaking;

/// <summary>How loud somebody has been of late.</summary>
internal sealed class Speaker(ParticipantId participant)
{
    private const double SmoothingSeconds = 0.3;
    private const int FloorAttenuation = 60;
    private const double OnScore = 8;
    private const double OffScore = 3;

    private Timestamp _heardAt = Timestamp.Never;

    public ParticipantId Participant => participant;

    /// <summary>Smoothed decibels above the floor of -60 dBov.</summary>
    public double Score { get; private set; }

    /// <summary>Since when; never if silent.</summary>
    public Timestamp SpeakingSince { get; private set; } = Timestamp.Never;

    /// <summary>Whether it has ever said how loud it is.</summary>
    public bool IsKnown => _heardAt != Timestamp.Never;

    public bool IsSpeaking => SpeakingSince != Timestamp.Never;

    /// <summary>Takes in a level, or that there was none: 127.</summary>
    public void Hear(byte attenuation, Timestamp now)
    {
        var elapsed = _heardAt == Timestamp.Never ? 0.02 : Math.Max(0, (now - _heardAt).TotalSeconds);
        _heardAt = now;
        var loudness = Math.Max(0, FloorAttenuation - attenuation);
        Score += (loudness - Score) * (1 - Math.Exp(-elapsed / SmoothingSeconds));
        if (!IsSpeaking && Score >= OnScore)
            SpeakingSince = now;
        else if (IsSpeaking && Score < OffScore)
            SpeakingSince = Timestamp.Never;
    }

    /// <summary>Silence is not sent (DTX), or a microphone is off: what was not heard for a while fades.</summary>
    public void Fade(TimeSpan patience, Timestamp now)
    {
        if (_heardAt != Timestamp.Never && now - _heardAt >= patience)
            Hear(127, now);
    }
}
