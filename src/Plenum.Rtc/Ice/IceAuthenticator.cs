using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>
/// Tells whether a request comes from the peer. After a restart the generation before still counts, until the new one
/// has nominated a pair.
/// </summary>
internal sealed class IceAuthenticator(IceCredentials local)
{
    private IceGeneration? _previous;

    public IceGeneration Current { get; private set; } = new(local);

    public void Restart(IceCredentials local)
    {
        _previous = Current;
        Current = new IceGeneration(local);
    }

    public void ForgetPrevious() => _previous = null;

    public DropReason Authenticate(in StunMessage request, out IceGeneration generation)
    {
        generation = Current;
        if (!request.TryGet(StunAttributeType.Username, out var username))
            return DropReason.StunUnknownUser;
        if (!Current.IsMeantBy(username))
        {
            if (_previous is null || !_previous.IsMeantBy(username))
                return DropReason.StunUnknownUser;
            generation = _previous;
        }

        return request.IsAuthentic(generation.LocalKey) ? DropReason.None : DropReason.StunIntegrityMismatch;
    }
}
