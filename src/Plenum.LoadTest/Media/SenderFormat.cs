using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.LoadTest.Media;

/// <summary>How a publisher's packets look.</summary>
internal sealed record SenderFormat
{
    /// <summary>How long a speaker has the word.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    /// <summary>The payload type.</summary>
    public required byte PayloadType { get; init; }

    /// <summary>Ticks of the timestamp a second.</summary>
    public required int ClockRate { get; init; }

    /// <summary>The mid, as it stands in packets.</summary>
    public required byte[] Mid { get; init; }

    /// <summary>Marks the send times of this run.</summary>
    public required ulong Run { get; init; }

    /// <summary>The id of the extension for the mid; 0 for none.</summary>
    public byte MidId { get; init; }

    /// <summary>The id of the extension for transport-wide numbers; 0 for none.</summary>
    public byte TransportSequenceId { get; init; }

    /// <summary>The id of the extension for loudness; 0 for none.</summary>
    public byte AudioLevelId { get; init; }

    /// <summary>The name of the encoding in a simulcast, as it stands in packets; empty for none.</summary>
    public byte[] Rid { get; init; } = [];

    /// <summary>The id of the extension for that name; 0 for none.</summary>
    public byte RidId { get; init; }

    /// <summary>How long the packets of a frame take to leave.</summary>
    public TimeSpan Spread { get; init; }

    /// <summary>Where in the clip to begin, 0 to 1.</summary>
    public double Start { get; init; }

    /// <summary>Whose turn to speak it is: this one's number, and how many there are.</summary>
    public (int Number, int Count) Speaker { get; init; } = (0, 1);

    /// <summary>How loud it is: one speaks, the others are quiet.</summary>
    public AudioLevel LevelAt(Timestamp now) =>
        now.Microseconds / (long)Turn.TotalMicroseconds % Speaker.Count == Speaker.Number ? new(true, 25) : new(false, 100);
}
