using System.Collections.Immutable;
using Plenum.Engine.Sfu;
using Plenum.Media.Shedding;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>A participant's connection to the SFU, as the room's owner knows it.</summary>
internal sealed class MediaLink(ParticipantId participant, ConnectionKey connection, ISlotFiller filler)
{
    public ParticipantId Participant => participant;

    public ConnectionKey Connection => connection;

    public ISlotFiller Filler => filler;

    /// <summary>Whether media can flow.</summary>
    public bool IsConnected { get; set; }

    /// <summary>The connection that goes when this one is up.</summary>
    public MediaLink? Replaces { get; set; }

    /// <summary>Whether what the slots show has to be decided anew.</summary>
    public bool MustFill { get; set; } = true;

    /// <summary>Whether the client does not know yet what its slots show.</summary>
    public bool MustTell { get; set; } = true;

    /// <summary>Whether more reaches it than it has slots, so that who speaks and who is muted matters.</summary>
    public bool IsShort { get; set; }

    /// <summary>What it can show pictures in; empty if it shows none.</summary>
    public IReadOnlySet<VideoCodec> Decodes { get; set; } = ImmutableHashSet<VideoCodec>.Empty;

    /// <summary>What it can send pictures in; empty where it cannot be told which.</summary>
    public IReadOnlyList<VideoCodec> Encodes { get; set; } = [];

    /// <summary>What it was told to send pictures in.</summary>
    public VideoCodec? Codec { get; set; }

    /// <summary>What it was told that is left out.</summary>
    public ShedKind Sheds { get; set; }

    public ImmutableArray<SfuSlot> Slots { get; set; } = [];

    /// <summary>What each slot shows, by mid.</summary>
    public Dictionary<string, PublicationId> Bound { get; set; } = [];
}
