namespace Plenum.FanOut;

/// <summary>A time that the shard did not get on between one receiver and the next, where it never waits.</summary>
internal readonly record struct Standstill(DateTime Start, DateTime End)
{
    /// <summary>For how long of it the collection's pause, or the wait for the processor after it, was the cause.</summary>
    public double MillisecondsOf(Pause pause) =>
        End <= pause.Start || Start >= pause.End ? 0 : (End - (Start > pause.Start ? Start : pause.Start)).TotalMilliseconds;
}
