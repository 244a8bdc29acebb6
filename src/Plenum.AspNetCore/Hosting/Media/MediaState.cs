using Plenum.Engine.Sfu.State;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>What the SFU is doing, asked for once a second at most: an answer costs media a moment.</summary>
internal sealed class MediaState(MediaPlane media, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<SfuState>? _latest;
    private long _askedAt;

    /// <summary>The state, up to a second old; null while there is no SFU.</summary>
    public Task<SfuState>? Describe()
    {
        lock (_gate)
        {
            if (media.Node is not { } node)
                return null;
            if (_latest is null || clock.GetElapsedTime(_askedAt) >= Fresh)
                (_latest, _askedAt) = (node.DescribeAsync(), clock.GetTimestamp());

            return _latest;
        }
    }
}
