using Plenum.Protocol;

namespace Plenum.Client;

/// <summary>What a client's owner is told, in the order in which it happened.</summary>
public abstract record ClientEvent
{
    private ClientEvent()
    {
    }

    /// <summary>The room is as <see cref="PlenumClient.Room"/> says: after the join, and after a gap too long to be filled.</summary>
    public sealed record RoomReplaced(RoomState Room) : ClientEvent;

    /// <summary>Something happened in the room: who came, left, published, muted, chatted, raised a hand, ...</summary>
    public sealed record RoomChanged(RoomEvent Body) : ClientEvent;

    /// <summary>The socket was lost, is back, or is given up.</summary>
    public sealed record StateChanged(ClientState State) : ClientEvent;

    /// <summary>The server's connection for media is up, or is not; it is mended by itself.</summary>
    public sealed record MediaChanged(bool IsConnected) : ClientEvent;

    /// <summary>Somebody's track is forwarded to this client from now on.</summary>
    public sealed record TrackSubscribed(RemoteTrack Track) : ClientEvent;

    /// <summary>A track is no longer forwarded to this client: taken back, or its publisher is gone.</summary>
    public sealed record TrackUnsubscribed(RemoteTrack Track) : ClientEvent;

    /// <summary>Someone needs a key frame of a track; see <see cref="LocalTrack.TakeKeyFrameRequest"/>.</summary>
    public sealed record KeyFrameRequested(LocalTrack Track) : ClientEvent;

    /// <summary>Who speaks, of those whose sound the server forwards.</summary>
    public sealed record SpeakerChanged(string Participant) : ClientEvent;

    /// <summary>Something did not work that nobody had asked for in a call of their own, such as connecting media.</summary>
    public sealed record Problem(string Message) : ClientEvent;
}
