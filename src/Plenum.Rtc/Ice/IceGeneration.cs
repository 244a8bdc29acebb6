using System.Text;
using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>The credentials of both sides between two restarts, in the forms that checks need.</summary>
internal sealed class IceGeneration
{
    private readonly byte[] _localPrefix;
    private byte[] _remoteFragment = [];

    public IceGeneration(IceCredentials local)
    {
        Local = local;
        LocalKey = StunKey.ShortTerm(local.Password);
        _localPrefix = Encoding.UTF8.GetBytes(local.UserFragment + ":");
    }

    public IceCredentials Local { get; }

    /// <summary>Proves requests to us, and our responses.</summary>
    public byte[] LocalKey { get; }

    public bool HasRemote => RemoteKey.Length > 0;

    /// <summary>Proves our requests, and responses to us. Empty until the peer's credentials are known.</summary>
    public byte[] RemoteKey { get; private set; } = [];

    /// <summary>The USERNAME of our requests.</summary>
    public string OutgoingUsername { get; private set; } = string.Empty;

    /// <summary>Whether a candidate may be of this generation: it says so, or says nothing.</summary>
    public bool IsRemoteFragment(string userFragment) =>
        userFragment.Length == 0 || !HasRemote
        || _remoteFragment.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(userFragment));

    public void SetRemote(IceCredentials remote)
    {
        RemoteKey = StunKey.ShortTerm(remote.Password);
        OutgoingUsername = $"{remote.UserFragment}:{Local.UserFragment}";
        _remoteFragment = Encoding.UTF8.GetBytes(remote.UserFragment);
    }

    /// <summary>Whether a request's USERNAME means this generation; any peer's part while it is not known.</summary>
    public bool IsMeantBy(ReadOnlySpan<byte> username) =>
        username.StartsWith(_localPrefix)
        && (!HasRemote || username[_localPrefix.Length..].SequenceEqual(_remoteFragment));
}
