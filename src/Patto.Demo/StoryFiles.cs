namespace Patto.Demo;

// What the files of the story hold, word by word. Days are offsets from the story's day 0.

public sealed record TownFile(string Key, string Name, string Site, string Motto, string Ipa, string Istat, string FiscalCode,
    string Region,
    string[] Hosts, string Theme, string Language, TownContacts Contacts, TownLink[] Footer, TownArea[] Areas, TownNotice PrivacyNotice);
public sealed record TownContacts(string Office, string Address, string Phone, string Mail, string Pec);
public sealed record TownLink(string Text, string Href);
public sealed record TownArea(string Key, string Name);
public sealed record TownNotice(int Version, int ValidFrom, string Title, TownParagraph[] Text);
public sealed record TownParagraph(string Heading, string Text);

public sealed record PeopleFile(StoryAccount[] Accounts);
public sealed record StoryAccount(string Key, string Name, string Mail, string Role, string Language, string Title);

public sealed record StakeholdersFile(StoryInterest[] Checklist, StoryStakeholder[] Stakeholders);
public sealed record StoryInterest(string Name, string Map, string Examples);
public sealed record StoryStakeholder(string Key, string Name, string Map, string Kind, string? Area, string Interest, string[] Differences,
    int Influence, string State, StoryContact[] Contacts, string? WhatItTakes = null, string? SpeaksFor = null, int Concern = 0);
public sealed record StoryContact(int Day, string How, string By, string Answer);

public sealed record ProcessFile(string Key, string Slug, string Template, string Name, string Subtitle, string Summary, string Nature,
    string Law, string Level, int Starts, int Ends, StoryBodies Bodies,
    StoryTheme[] Themes, string[] UpForDecision, string[] NotUpForDecision, string Commitment, StoryMoney Money, StoryPhase[] Phases,
    StoryConsultation Consultation,
    StoryActivity[] Activities, StoryStep[] LegalSteps, Dictionary<string, string> Record);
public sealed record StoryBodies(string Proponent, string DecidingBody, string ResponsibleStructure, string Curator);
public sealed record StoryTheme(string Key, string Name, string Question);
public sealed record StoryMoney(decimal Total, StoryGrant[] Parts, StorySpending[] Spending);
public sealed record StoryGrant(string From, decimal Amount);
public sealed record StorySpending(string For, decimal Planned, decimal Spent);
public sealed record StoryPhase(string Key, string Name, string Output, int[] Planned, int?[] Actual);
public sealed record StoryConsultation(int Opens, int Closes, int AnswersBy);
public sealed record StoryActivity(string Key, string Phase, string Name, string Owner, int[] Planned, int?[] Actual, string Output,
    StoryMove[]? Changes = null, string? Note = null);
public sealed record StoryMove(int Day, int[] From, string Reason);
public sealed record StoryStep(string Key, string Name, string Basis, int? Due = null, int? Done = null, string? After = null,
    int? Within = null, string? Evidence = null, string? Owner = null);

public sealed record GroupsFile(StoryGroup[] Groups, StoryApplication[] Applications);
public sealed record StoryGroup(string Key, string Kind, string Name, int Opened, string Mandate, StorySeat[] Seats,
    string? DecisionMode = null, int? Quorum = null);
public sealed record StorySeat(int Number, string Interest, string By, string? Stakeholder, StoryMember[] Members,
    bool RecruitedAtOpenSpace = false);
public sealed record StoryMember(string Name, string As, int From, int? Until = null, string? Account = null,
    string? Mandate = null);
public sealed record StoryApplication(string Group, int Seat, int Day, string Name, string Reason);

public sealed record ContributionsFile(StoryContribution[] Contributions);
public sealed record StoryContribution(int Number, int Day, string Channel, string Theme, string Kind, string Area, string State,
    string Text, string? Source = null, string? EnteredBy = null, int? EnteredDay = null,
    string? Name = null, string? Pseudonym = null, string? Organisation = null, string? Reason = null, string[]? Hide = null,
    string? Language = null);

public sealed record ProposalsFile(StoryProposal[] Proposals);
public sealed record StoryProposal(string Code, string Title, string Text, string Theme, string? Area, int Day, string State, string Reason,
    int[] Gathers, int[]? GathersLater = null,
    StoryFeasibility? Feasibility = null, StoryState[]? History = null);
public sealed record StoryFeasibility(string Competence, string Cost, string Office, string Time, string Verdict,
    string Law = "", string Partners = "", string Second = "");
public sealed record StoryState(int Day, string State, string Reason);

public sealed record MeetingsFile(StoryMeeting[] Meetings);
public sealed record StoryMeeting(string Key, string Method, string Title, int Day, string Start, string End, string Place, string Area,
    string Status, StoryAgendaItem[] Agenda,
    string? Group = null, int? Number = null, string? Theme = null, string? Phase = null, string[]? Facilitators = null, int? Seats = null,
    int? Registered = null, StoryTally? Attendance = null,
    string[]? Access = null, StoryMinutes? Minutes = null, int? Present = null, StoryAgreement[]? Agreements = null,
    string? Description = null);
public sealed record StoryAgendaItem(string Text, string? At = null);
public sealed record StoryTally(int Total, int Women, int Men, int NotStated, int Under18, int From18to34, int Over65);
public sealed record StoryMinutes(string Text, int? Published, int? Approved = null);
/// <param name="Late">Nobody has done it yet; the others were done on the day before.</param>
public sealed record StoryAgreement(string Text, string Owner, int Due, bool Late = false);
public sealed record OpenSpaceFile(string Key, string Method, string Title, string Question, int Day, string Start, string End,
    string Place, string Area, string Phase, string Status, string[] Facilitators,
    int Seats, int Registered, StoryTally Attendance, string[] Access, StorySlot[] Slots, StoryPlace[] Places, StorySession[] Sessions,
    StoryDrafter[] WantToDraft);
public sealed record StorySlot(string Key, string From, string To);
public sealed record StoryPlace(string Key, string Name, string Note);
public sealed record StorySession(string Key, string Slot, string Place, string Title, string Caller, int People, StoryReport Report);
public sealed record StoryReport(string Discussion, string[] Proposals);
public sealed record StoryDrafter(string Name, string Area, string Why);

public sealed record DocumentsFile(StoryRegulation Regulation, StoryCharter Charter, StoryComment[] Comments, StoryAmendment[] Amendments);
public sealed record StoryRegulation(string Key, string Kind, string Title, string Language, StoryVersion[] Versions,
    StoryChapter[] Chapters);
public sealed record StoryVersion(int Version, int Day, string Title, string? Why = null);
public sealed record StoryChapter(int Number, string Title, StoryArticle[] Articles);
public sealed record StoryArticle(int Number, string Heading, string Plain, StoryComma[] Commi);
public sealed record StoryComma(int Number, StoryWording[] Versions);
public sealed record StoryWording(int Version, int Day, string Text, string? Why = null, string[]? Sources = null);
public sealed record StoryCharter(string Key, string Kind, string Title, string Language, StoryVersion[] Versions, StoryValue[] Values);
public sealed record StoryValue(string Name, string Text);
public sealed record StoryComment(int Day, int Article, int? Comma, string Author, string Text, StoryAnswer[]? Replies = null);
public sealed record StoryAnswer(int Day, string Author, string Text);
public sealed record StoryAmendment(string Code, int Day, int Article, int Comma, string Author, string ProposedText, string Reason,
    string Status, StoryReply? Reply = null, bool Read = false, string Via = "web");
/// <param name="Code">The amendment that absorbs or precludes it.</param>
public sealed record StoryReply(int Day, string Outcome, string Text, string By, string? Enters = null, string? Code = null);

public sealed record OutcomesFile(StoryDecisions Decisions, StoryPact Pact, StoryIndicator[] Indicators, StoryAccounting Account);
public sealed record StoryAccounting(int Day, string Intro);
public sealed record StoryDecisions(StoryHandOver HandOver, StoryAct[] Acts, string Note, StoryOutcome[] Outcomes);
public sealed record StoryHandOver(int Day, string What, string By, string To);
public sealed record StoryAct(string Key, string Organ, string Kind, string Number, int Day, string Subject, int[] Albo);
public sealed record StoryOutcome(string Proposal, string Outcome, string Act, string Office, string Reason, int? Due = null);
public sealed record StoryPact(string Key, string Title, int SignedOn, bool OpenToAdhesions, string Text, StorySignatory[] Signatories,
    StoryCommitment[] Commitments, StoryAction[] Actions);
public sealed record StorySignatory(string Stakeholder, string Name);
public sealed record StoryCommitment(string By, string Text, string Measured, string ForWhom = "", string Gives = "", int? Due = null,
    string? Proposal = null, int? Told = null, string State = "ToBegin", string Words = "", int? NewDue = null);
public sealed record StoryAction(string Key, string Proposal, string Text, string Office, int? From, int Due, string State);
public sealed record StoryIndicator(string Code, string Name, string Unit, StoryPoint Baseline, StoryPoint Target, string Better,
    string Source, string Action, string Note, StoryPoint[] Measurements);
public sealed record StoryPoint(int Day, decimal Value, string? Note = null);

/// <param name="Groups">By group and label as the register prints them: null where the label stands alone.</param>
public sealed record RecordFile(string Source, string Note, string Title, RecordPlace Territory, string LastChanged, Dictionary<string,
    Dictionary<string, System.Text.Json.JsonElement?>> Groups, string? TitleNote = null);
public sealed record RecordPlace(string Region, string Province, string Municipality);
