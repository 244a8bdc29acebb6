using Plenum.Rtc;

namespace Plenum.Media.Speaking;

/// <summary>
/// Who speaks, from the audio levels that packets carry (RFC 6464). A cough makes nobody the speaker, a breath does not
/// end a speech, and of two who talk at once the first stays until the other is clearly louder.
/// </summary>
internal sealed class ActiveSpeaker
{
    /// <summary>How often <see cref="Update"/> is to be called.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Onset = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private const double Louder = 1.5;

    private readonly List<Speaker> _ranking = [];
    private Timestamp _silentSince = Timestamp.Never;
    private bool _isLed;

    /// <summary>Who has the floor; who had it last keeps it in silence.</summary>
    public ParticipantId? Current { get; private set; }

    /// <summary>Everybody, those who spoke last first.</summary>
    public IReadOnlyList<Speaker> Ranking => _ranking;

    public Speaker Add(ParticipantId participant)
    {
        var speaker = new Speaker(participant);
        _ranking.Add(speaker);
        return speaker;
    }

    public void Remove(Speaker speaker)
    {
        _ranking.Remove(speaker);
        if (Current == speaker.Participant)
            Current = null;
    }

    /// <summary>From now on somebody else decides.</summary>
    public void Follow(IReadOnlyList<ParticipantId> ranking, ParticipantId? current)
    {
        _isLed = true;
        Current = current;
        var place = 0;
        foreach (var participant in ranking)
        {
            if (Find(participant) is not { } speaker)
                continue;
            _ranking.Remove(speaker);
            _ranking.Insert(place++, speaker);
        }
    }

    /// <summary>Decides anew.</summary>
    /// <returns>Whether another one has the floor.</returns>
    public bool Update(Timestamp now)
    {
        foreach (var speaker in _ranking)
            speaker.Fade(Patience, now);
        if (_isLed)
            return false;
        var current = Find(Current);
        NoteSilence(current, now);
        if (Loudest(now) is not { } candidate || candidate == current || !Yields(current, candidate, now))
            return false;
        Current = candidate.Participant;
        _silentSince = Timestamp.Never;
        _ranking.Remove(candidate);
        _ranking.Insert(0, candidate);
        return true;
    }

    private void NoteSilence(Speaker? current, Timestamp now)
    {
        if (current is null or { IsSpeaking: true })
            _silentSince = Timestamp.Never;
        else if (_silentSince == Timestamp.Never)
            _silentSince = now;
    }

    private Speaker? Loudest(Timestamp now)
    {
        Speaker? loudest = null;
        foreach (var speaker in _ranking)
        {
            var isSteady = speaker.IsSpeaking && now - speaker.SpeakingSince >= Onset;
            if (isSteady && speaker.Score > (loudest?.Score ?? 0))
                loudest = speaker;
        }

        return loudest;
    }

    private bool Yields(Speaker? current, Speaker candidate, Timestamp now) => current switch
    {
        null => true,
        { IsSpeaking: true } => candidate.Score > current.Score * Louder,
        // A breath does not give the floor away.
        _ => now - _silentSince >= Hold,
    };

    private Speaker? Find(ParticipantId? participant)
    {
        foreach (var speaker in _ranking)
        {
            if (speaker.Participant == participant)
                return speaker;
        }

        return null;
    }
}
