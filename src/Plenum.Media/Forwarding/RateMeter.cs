using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>A bitrate over the last second, in steps of 100 ms.</summary>
internal sealed class RateMeter
{
    private const int Steps = 10;
    private const long StepMicroseconds = 100_000;

    private readonly long[] _bytes = new long[Steps];
    private long _step = -1;
    private long _sum;

    public void Add(int bytes, Timestamp now)
    {
        MoveTo(now);
        _bytes[_step % Steps] += bytes;
        _sum += bytes;
    }

    public Bitrate Measure(Timestamp now)
    {
        MoveTo(now);
        return Bitrate.Of(_sum, TimeSpan.FromMicroseconds(Steps * StepMicroseconds));
    }

    private void MoveTo(Timestamp now)
    {
        var step = now.Microseconds / StepMicroseconds;
        for (var passed = Math.Max(_step + 1, step - Steps + 1); passed <= step; passed++)
        {
            ref var bytes = ref _bytes[passed % Steps];
            _sum -= bytes;
            bytes = 0;
        }

        _step = Math.Max(_step, step);
    }
}
