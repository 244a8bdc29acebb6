using Plenum.Protocol;

namespace Plenum.Client.Link;

/// <summary>Whom the link to the server asks and tells.</summary>
internal interface ILinkOwner
{
    /// <summary>Whether the server can be asked.</summary>
    bool IsOnline { get; }

    /// <summary>What has to be carried now.</summary>
    LinkDemand Demand { get; }

    /// <summary>The track of a publication that is forwarded to this client.</summary>
    RemoteTrack? FindTrack(string publication);

    /// <summary>Asks the server.</summary>
    Task<ServerMessage> RequestAsync(Func<long, Request> make, CancellationToken cancellationToken);

    /// <summary>A new connection: what the server was told of the old one is to be told again.</summary>
    Task RepeatAsync(CancellationToken cancellationToken);

    /// <summary>Tells the client's owner.</summary>
    void Tell(ClientEvent happened);
}
