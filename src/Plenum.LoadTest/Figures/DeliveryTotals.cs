namespace Plenum.LoadTest.Figures;

/// <summary>What all streams together have counted during the hold.</summary>
internal sealed class DeliveryTotals
{
    /// <summary>Of streams of sound.</summary>
    public LineTotals Sound { get; } = new();

    /// <summary>Of streams of pictures.</summary>
    public LineTotals Pictures { get; } = new();

    /// <summary>Adds others.</summary>
    public void Add(DeliveryTotals other)
    {
        Sound.Add(other.Sound);
        Pictures.Add(other.Pictures);
    }
}
