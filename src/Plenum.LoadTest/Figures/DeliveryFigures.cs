namespace Plenum.LoadTest.Figures;

/// <summary>What subscribers were sent during the hold, repairs included.</summary>
/// <param name="Offered">What publishers sent, once for each who watches them; the churn left out.</param>
/// <param name="Expected">By the numbers of what came: from each stream's first to its last packet.</param>
/// <param name="Delivered">What came of those, each once.</param>
/// <param name="Lost">What never came, in spite of asking again.</param>
/// <param name="Recovered">What only a retransmission brought.</param>
/// <param name="Ratio">Delivered of expected.</param>
/// <param name="OfferedRatio">Delivered of offered: below 1 where the server forwards less by intent, as well.</param>
/// <param name="PacketsPerSecond">Delivered.</param>
/// <param name="BitsPerSecond">Delivered, RTP without its protection and UDP.</param>
/// <param name="SilentStreams">Streams of which nothing came for the last two seconds.</param>
/// <param name="Sound">Of all that, sound.</param>
/// <param name="Pictures">Of all that, pictures.</param>
internal sealed record DeliveryFigures(
    long Offered,
    long Expected,
    long Delivered,
    long Lost,
    long Recovered,
    double Ratio,
    double OfferedRatio,
    double PacketsPerSecond,
    double BitsPerSecond,
    int SilentStreams,
    StreamFigures Sound,
    StreamFigures Pictures);
