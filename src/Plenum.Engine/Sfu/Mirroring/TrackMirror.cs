using Plenum.Media.Forwarding;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>What one other branch wants of a publication, and is given.</summary>
internal sealed class TrackMirror(BranchLink link)
{
    private uint _begun;

    public BranchLink Link => link;

    /// <summary>Layers, lowest first, one bit each; of sound 1.</summary>
    public uint Wanted
    {
        get;
        set
        {
            field = value;
            _begun &= value;
        }
    }

    /// <summary>Whether the branch is to have the packets of a stream.</summary>
    public bool Takes(SourceStream stream) =>
        stream.Publication.Options.IsScalable ? Wanted != 0 : (Wanted & BitOf(stream)) != 0;

    /// <summary>Copies a packet into the branch's ring.</summary>
    /// <returns>False if that is full.</returns>
    public bool TryCopy(SourceStream stream, ReadOnlySpan<byte> packet)
    {
        var begins = (_begun & BitOf(stream)) == 0;
        if (!link.Outgoing.TryWrite(new(stream.Publication.Id.Value, (byte)stream.Encoding, begins), packet))
            return false;
        _begun |= BitOf(stream);
        return true;
    }

    private static uint BitOf(SourceStream stream) => 1u << stream.Encoding;
}
