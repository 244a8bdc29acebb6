namespace Plenum.LoadTest.Figures;

/// <summary>What all streams together have counted during the hold.</summary>
internal sealed class LineTotals
{
    /// <summary>Numbers from the first to the last.</summary>
    public long Expected { get; set; }

    /// <summary>What came of them.</summary>
    public long Delivered { get; set; }

    /// <summary>What only a retransmission brought.</summary>
    public long Recovered { get; set; }

    /// <summary>Adds another one.</summary>
    public void Add(LineTotals other)
    {
        Expected += other.Expected;
        Delivered += other.Delivered;
        Recovered += other.Recovered;
    }
}
