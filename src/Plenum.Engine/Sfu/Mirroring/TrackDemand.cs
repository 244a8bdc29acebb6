using System.Runtime.InteropServices;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>What is wanted of a publication by all branches of its room together, and what its publisher was told of it.</summary>
internal sealed class TrackDemand
{
    private readonly List<TrackMirror> _mirrors = [];
    private uint? _own;
    private uint? _told;

    /// <summary>The other branches that have asked for something of it.</summary>
    public ReadOnlySpan<TrackMirror> Mirrors => CollectionsMarshal.AsSpan(_mirrors);

    /// <summary>The receivers of the publisher's own branch want these layers.</summary>
    public void NoteOwn(uint layers) => _own = layers;

    /// <summary>Those of another branch want these.</summary>
    public void Note(BranchLink link, uint layers)
    {
        var mirror = _mirrors.Find(known => known.Link == link);
        if (mirror is null)
            _mirrors.Add(mirror = new TrackMirror(link));
        mirror.Wanted = layers;
    }

    /// <summary>A branch is gone.</summary>
    public void Forget(BranchLink link) => _mirrors.RemoveAll(mirror => mirror.Link == link);

    /// <summary>The publication is over.</summary>
    public void Clear()
    {
        _mirrors.Clear();
        (_own, _told) = (null, null);
    }

    /// <summary>What the publisher is to be told, if that is new; nothing before its own branch knows what it wants.</summary>
    public bool TryTakeChange(out uint layers)
    {
        layers = _own ?? 0;
        foreach (var mirror in _mirrors)
            layers |= mirror.Wanted;
        if (_own is null || layers == _told)
            return false;
        _told = layers;
        return true;
    }
}
