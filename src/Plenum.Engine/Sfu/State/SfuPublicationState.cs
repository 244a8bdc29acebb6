using Plenum.Media;

namespace Plenum.Engine.Sfu.State;

/// <summary>A publication that flows.</summary>
/// <param name="Publication">Which.</param>
/// <param name="Participant">Whose.</param>
/// <param name="Source">What it shows or sounds.</param>
/// <param name="Format">Its format ("VP8/90000/1").</param>
/// <param name="Encodings">How many encodings were announced.</param>
public sealed record SfuPublicationState(
    PublicationKey Publication, ParticipantKey Participant, MediaSource Source, string Format, int Encodings);
