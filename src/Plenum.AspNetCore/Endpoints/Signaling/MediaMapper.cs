using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Media.Forwarding;
using Plenum.Protocol;
using Plenum.Rooms;
using Viewport = Plenum.Media.Viewport;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What a client asks of the SFU, and what comes back, between the wire and the room's media.</summary>
internal static class MediaMapper
{
    private const int MaxViewports = 256;
    private const int MaxTracks = 256;
    private const int MaxConnectionLength = 64;

    // docs/protocol.md, viewports: what a client says nothing of is shown as large as it comes.
    private static readonly Viewport AsItComes = new(int.MaxValue, int.MaxValue, IsVisible: true);

    /// <summary>Whether a request is one to the media, not to the room.</summary>
    public static bool Takes(Request request) => request is Request.Negotiate or Request.Viewports;

    /// <summary>A request as the room's media understands it; or what is wrong.</summary>
    public static RequestError? Map(Request request, ParticipantId actor, out MediaRequest? media)
    {
        media = null;
        return request switch
        {
            Request.Negotiate negotiate => Offer(negotiate.Offer, actor, isOptional: false, out media),
            Request.Viewports viewports => Viewports(viewports, actor, out media),
            _ => throw new NotSupportedException($"{request.GetType().Name} is no request to the media."),
        };
    }

    /// <summary>The offer of a join or resume, if there is one; or what is wrong.</summary>
    public static RequestError? EntryOffer(Request request, ParticipantId actor, out MediaRequest? media)
    {
        var offer = request is Request.Join join ? join.Offer : ((Request.Resume)request).Offer;
        media = null;
        return offer is null ? null : Offer(offer, actor, isOptional: true, out media);
    }

    public static MediaAnswer? Answer(OfferResult? result) => result is OfferResult.Accepted accepted
        ? new MediaAnswer { Connection = accepted.Connection.Value, Sdp = accepted.Sdp }
        : null;

    public static RequestError Error(OfferResult.Refused refused) => new(
        refused.Reason switch
        {
            SfuRefusal.BadDescription => ErrorCode.BadDescription,
            SfuRefusal.ConnectionNotFound => ErrorCode.ConnectionNotFound,
            _ => ErrorCode.Unavailable,
        },
        refused.Message);

    /// <summary>A notice as a message; null for what the client sees by itself.</summary>
    public static ServerMessage? Message(MediaNotice notice) => notice switch
    {
        MediaNotice.Slots slots => new ServerMessage.Slots
        {
            Connection = slots.Connection.Value,
            Bound = slots.Bound.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
        },
        MediaNotice.LayersWanted wanted => new ServerMessage.LayersWanted { Cid = wanted.Cid.Value, Layers = wanted.Layers },
        MediaNotice.CodecWanted wanted => new ServerMessage.CodecWanted { Codec = WireEnums.ToWire(wanted.Codec) },
        MediaNotice.Closed closed => new ServerMessage.ConnectionLost { Connection = closed.Connection.Value },
        MediaNotice.Load load => new ServerMessage.Load { Sheds = WireEnums.ToWire(load.Kind) },
        MediaNotice.Speaker speaker => new ServerMessage.Speaker { Participant = speaker.Participant.Value },
        _ => null,
    };

    private static RequestError? Offer(MediaOffer wire, ParticipantId actor, bool isOptional, out MediaRequest? media)
    {
        media = null;
        if (wire.Sdp is null || wire.Tracks is null)
            return new RequestError(ErrorCode.BadMessage, "offer: sdp and tracks are needed.");
        if (wire.Tracks.Count > MaxTracks)
            return new RequestError(ErrorCode.InvalidArgument, $"tracks: at most {MaxTracks}.");
        if (wire.Connection is { Length: 0 or > MaxConnectionLength })
            return new RequestError(ErrorCode.ConnectionNotFound, "No connection can have this id.");

        if (wire.Layers is { } said && (said.Count > MaxTracks || said.Values.Any(layers => layers is < 1 or > Layer.MaxSpatial)))
            return new RequestError(ErrorCode.InvalidArgument, $"layers: 1 to {Layer.MaxSpatial} in a section.");

        var tracks = new Dictionary<string, Cid>(wire.Tracks.Count);
        foreach (var (mid, text) in wire.Tracks)
        {
            if (!Cid.TryParse(text, out var cid))
                return new RequestError(ErrorCode.InvalidArgument, "tracks: no track can have this cid.");
            tracks.Add(mid, cid);
        }

        media = new MediaRequest.Offer(actor, wire.Sdp)
        {
            Tracks = tracks,
            Connection = wire.Connection is { } connection ? new ConnectionKey(connection) : null,
            Encodes = [.. (wire.Encodes ?? []).Distinct().Select(WireEnums.ToRooms)],
            Layers = wire.Layers ?? new Dictionary<string, int>(),
            IsOptional = isOptional,
            Viewport = AsItComes,
        };
        return null;
    }

    private static RequestError? Viewports(Request.Viewports request, ParticipantId actor, out MediaRequest? media)
    {
        media = null;
        if (request.Tiles.Count > MaxViewports)
            return new RequestError(ErrorCode.InvalidArgument, $"viewports: at most {MaxViewports}.");

        var tiles = new Dictionary<PublicationId, Viewport>(request.Tiles.Count);
        foreach (Protocol.Viewport? tile in request.Tiles)
        {
            if (tile is null)
                return new RequestError(ErrorCode.BadMessage, "viewports: null is no viewport.");
            if (!PublicationId.TryParse(tile.Publication, out var id)
                || !tiles.TryAdd(id, new Viewport(tile.Width, tile.Height, tile.Visible, tile.Pinned)))
            {
                return new RequestError(ErrorCode.InvalidArgument, "viewports: each publication once, by its id.");
            }
        }

        media = new MediaRequest.SetViewports(actor, tiles);
        return null;
    }
}
