using Plenum.Rtc;
using Plenum.Simulation.Clients;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>For how long each of a client's pictures stands still, from now on.</summary>
internal sealed class Stillness
{
    private readonly Dictionary<string, TimeSpan> _longest = [];
    private readonly Timestamp _since;

    public Stillness(SimulatedWorld world, SfuClient client)
    {
        _since = world.Now;
        world.Every(TimeSpan.FromMilliseconds(20), () =>
        {
            foreach (var (mid, video) in client.Video)
            {
                var last = video.LastFrameAt == Timestamp.Never || video.LastFrameAt < _since ? _since : video.LastFrameAt;
                var still = world.Now - last;
                if (still > _longest.GetValueOrDefault(mid))
                    _longest[mid] = still;
            }
        });
    }

    public TimeSpan Longest => _longest.Values.DefaultIfEmpty(TimeSpan.MaxValue).Max();

    public override string ToString() =>
        string.Join(", ", _longest.Select(entry => $"{entry.Key} {entry.Value.TotalMilliseconds:F0} ms"));
}
