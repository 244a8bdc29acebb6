namespace Plenum.FanOut;

/// <summary>For how long a collection was the cause that the shard stood still.</summary>
/// <param name="Milliseconds">In all.</param>
/// <param name="Held">While the collection held all threads; the rest is a wait for a processor.</param>
internal readonly record struct Stop(double Milliseconds, double Held)
{
    public double Waited => Milliseconds - Held;
}
