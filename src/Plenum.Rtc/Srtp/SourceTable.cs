namespace Plenum.Rtc.Srtp;

/// <summary>
/// The replay windows of a direction's sources. Bounded; a source gets its window only when a packet of it proved
/// authentic. Packets come in runs of one source, so the last one found is looked at first.
/// </summary>
internal sealed class SourceTable(int maxSources, int windowSize)
{
    private readonly Dictionary<uint, ReplayWindow> _windows = [];
    private uint _lastSsrc;
    private ReplayWindow? _last;

    public bool IsFull => _windows.Count >= maxSources;

    public int Count => _windows.Count;

    public void Prefetch(int level)
    {
        if (level == 0)
            Rtc.Prefetch.Object(_last);
        else if (level == 1)
            _last?.Prefetch();
    }

    public ReplayWindow? Find(uint ssrc)
    {
        if (_last is not null && _lastSsrc == ssrc)
            return _last;
        if (!_windows.TryGetValue(ssrc, out var window))
            return null;

        (_lastSsrc, _last) = (ssrc, window);
        return window;
    }

    public ReplayWindow Add(uint ssrc)
    {
        var window = new ReplayWindow(windowSize);
        _windows.Add(ssrc, window);
        (_lastSsrc, _last) = (ssrc, window);
        return window;
    }
}
