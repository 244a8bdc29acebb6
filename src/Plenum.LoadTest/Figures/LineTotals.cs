namespace Plenum.LoadTest.Figures;

/// <summary>What streams of one kind have counted during the hold.</summary>
internal sealed class LineTotals
{
    /// <summary>Numbers from the first to the last.</summary>
    public long Expected { get; private set; }

    /// <summary>What came of them.</summary>
    public long Delivered { get; private set; }

    /// <summary>What only a retransmission brought.</summary>
    public long Recovered { get; private set; }

    /// <summary>What never came of one stream, where that is most.</summary>
    public long MostLost { get; private set; }

    /// <summary>Adds a stream.</summary>
    public void Add(long expected, long delivered, long recovered)
    {
        Expected += expected;
        Delivered += delivered;
        Recovered += recovered;
        MostLost = Math.Max(MostLost, expected - delivered);
    }

    /// <summary>Adds others.</summary>
    public void Add(LineTotals other)
    {
        Expected += other.Expected;
        Delivered += other.Delivered;
        Recovered += other.Recovered;
        MostLost = Math.Max(MostLost, other.MostLost);
    }
}
