namespace Plenum.Simulation;

/// <summary>
/// Gilbert-Elliott loss: a channel that turns bad with <paramref name="GoodToBad"/> and good again with
/// <paramref name="BadToGood"/> (both per datagram) and loses <paramref name="LossWhenBad"/> of what it gets while bad.
/// </summary>
public sealed record BurstLoss(double GoodToBad, double BadToGood, double LossWhenBad = 1.0)
{
    /// <summary>A channel that loses this fraction on average, in bursts of this mean length.</summary>
    public static BurstLoss Of(double meanLoss, double meanBurst) =>
        new(meanLoss / (meanBurst * (1 - meanLoss)), 1 / meanBurst);
}
