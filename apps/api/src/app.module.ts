import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AssessmentModule } from '#casework/assessment/assessment.module.js';
import { AuditModule } from '#casework/audit/audit.module.js';
import { BreakGlassModule } from '#casework/break-glass/break-glass.module.js';
import { DataRequestModule } from '#casework/data-request/data-request.module.js';
import { IdentityAccessModule } from '#casework/identity/identity-access.module.js';
import { MergeModule } from '#casework/merge/merge.module.js';
import { ProtectionModule } from '#casework/protection/protection.module.js';
import { CapacityModule } from '#casework/capacity/capacity.module.js';
import { ClientModule } from '#casework/client/client.module.js';
import { ClientSearchModule } from '#casework/client/client-search.module.js';
import { ColleagueModule } from '#casework/colleague/colleague.module.js';
import { ConsentModule } from '#casework/consent/consent.module.js';
import { ContactModule } from '#casework/contact/contact.module.js';
import { CustodyModule } from '#casework/custody/custody.module.js';
import { DirectoryModule } from '#casework/directory/directory.module.js';
import { DutyModule } from '#casework/duty/duty.module.js';
import { EligibilityModule } from '#casework/eligibility/eligibility.module.js';
import { EmploymentModule } from '#casework/employment/employment.module.js';
import { EnvelopeModule } from '#casework/envelope/envelope.module.js';
import { ErasureModule } from '#casework/erasure/erasure.module.js';
import { ExceptionModule } from '#casework/exception/exception.module.js';
import { ExportModule } from '#casework/export/export.module.js';
import { FormsModule } from '#casework/forms/forms.module.js';
import { HandoffModule } from '#casework/handoff/handoff.module.js';
import { HintsModule } from '#casework/hints/hints.module.js';
import { IndicatorsModule } from '#casework/indicators/indicators.module.js';
import { PackModule } from '#casework/pack/pack.module.js';
import { ListsModule } from '#casework/lists/lists.module.js';
import { PaperModule } from '#casework/paper/paper.module.js';
import { PartnerModule } from '#casework/partner/partner.module.js';
import { PathwayModule } from '#casework/pathway/pathway.module.js';
import { QueueModule } from '#casework/queue/queue.module.js';
import { RehabilitationModule } from '#casework/rehabilitation/rehabilitation.module.js';
import { ReintegrationModule } from '#casework/reintegration/reintegration.module.js';
import { ReviewModule } from '#casework/review/review.module.js';
import { RightsModule } from '#casework/rights/rights.module.js';
import { ROW_CLASSES } from '#casework/row-classes.js';
import { SeparationModule } from '#casework/separation/separation.module.js';
import { SessionModule } from '#casework/session/session.module.js';
import { SiteModule } from '#casework/site/site.module.js';
import { DocumentModule } from '#casework/document/document.module.js';
import { ChartModule } from '#casework/chart/chart.module.js';
import { ProgrammeModule } from '#casework/programme/programme.module.js';
import { MedicineModule } from '#casework/medicine/medicine.module.js';
import { NoteModule } from '#casework/note/note.module.js';
import { PlanModule } from '#casework/plan/plan.module.js';
import { NoticesModule } from '#casework/notices/notices.module.js';
import { StaffModule } from '#casework/staff/staff.module.js';
import { TreatmentModule } from '#casework/treatment/treatment.module.js';
import { ViewsModule } from '#casework/views/views.module.js';
import { WardModule } from '#casework/ward/ward.module.js';
import { WindowModule } from '#casework/window/window.module.js';
import { WorkModule } from '#casework/work/work.module.js';
import type { Config } from '#platform/config/config.js';
import { ConfigModule } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { DatabaseModule } from '#platform/db/database.module.js';
import { InstrumentsModule, type Instruments } from '#platform/instruments/instruments.js';
import { PacksModule, type Packs } from '#platform/packs/packs.js';
import { AnswerInterceptor } from './http/answer.interceptor.js';
import { ApiKeyStrategy, PasswordStrategy, SignedInGuard } from './http/auth.guard.js';
import { AssessmentController } from './assessment/assessment.controller.js';
import { InstrumentController } from './assessment/instrument.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { BreakGlassController } from './break-glass/break-glass.controller.js';
import { DataRequestController } from './data-request/data-request.controller.js';
import { IdentityController } from './identity/identity.controller.js';
import { MergeController } from './merge/merge.controller.js';
import { ProtectionController } from './protection/protection.controller.js';
import { CapacityController } from './capacity/capacity.controller.js';
import { ClientController } from './client/client.controller.js';
import { ColleagueController } from './colleague/colleague.controller.js';
import { ConsentController } from './consent/consent.controller.js';
import { AppointmentController } from './contact/appointment.controller.js';
import { GroupController } from './contact/group.controller.js';
import { ContactController } from './notices/contact.controller.js';
import { DocumentController } from './document/document.controller.js';
import { LetterController } from './document/letter.controller.js';
import { VerifyController } from './document/verify.controller.js';
import { ChartController } from './chart/chart.controller.js';
import { ProgrammeController } from './programme/programme.controller.js';
import { ProcedureController } from './programme/procedure.controller.js';
import { MedicineController } from './medicine/medicine.controller.js';
import { NoteController } from './note/note.controller.js';
import { PlanController } from './plan/plan.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { ReceiptsController } from './notices/receipts.controller.js';
import { CustodyController } from './custody/custody.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { MeetingsController } from './directory/meetings.controller.js';
import { DutyController } from './duty/duty.controller.js';
import { EligibilityController } from './eligibility/eligibility.controller.js';
import { PartnerSessions } from './partner-desk/partner-session.service.js';
import { PartnerDeskController } from './partner-desk/partner-desk.controller.js';
import { EmploymentController } from './employment/employment.controller.js';
import { EnvelopeController } from './envelope/envelope.controller.js';
import { ErasureController } from './erasure/erasure.controller.js';
import { ExceptionController } from './exception/exception.controller.js';
import { ExportController } from './export/export.controller.js';
import { FormsController } from './forms/forms.controller.js';
import { HandoffArrivalController } from './handoff/handoff-arrival.controller.js';
import { HandoffController } from './handoff/handoff.controller.js';
import { HandoffMovesController } from './handoff/handoff-moves.controller.js';
import { HandrailValidationPipe } from './http/validation.pipe.js';
import { HealthController } from './health/health.controller.js';
import { HintsController } from './hints/hints.controller.js';
import { IndicatorsController } from './indicators/indicators.controller.js';
import { JoinController } from './staff/join.controller.js';
import { PagesController } from './pages/pages.controller.js';
import { PackController } from './pack/pack.controller.js';
import { ListReaders } from './lists/list-readers.js';
import { ListsController } from './lists/lists.controller.js';
import { PaperController } from './paper/paper.controller.js';
import { PartnerController } from './partner/partner.controller.js';
import { ExitController } from './pathway/exit.controller.js';
import { FollowUpController } from './pathway/follow-up.controller.js';
import { PathwayController } from './pathway/pathway.controller.js';
import { QueueController } from './queue/queue.controller.js';
import { RefusalFilter } from './http/refusal.filter.js';
import { RehabilitationController } from './rehabilitation/rehabilitation.controller.js';
import { ReintegrationController } from './reintegration/reintegration.controller.js';
import { ReviewController } from './review/review.controller.js';
import { ClientRightsController } from './rights/client-rights.controller.js';
import { ComplaintController } from './rights/complaint.controller.js';
import { DutiesController } from './rights/duties.controller.js';
import { VoiceController } from './rights/voice.controller.js';
import { SeparationController } from './separation/separation.controller.js';
import { SessionController } from './session/session.controller.js';
import { SiteController } from './site/site.controller.js';
import { StaffController } from './staff/staff.controller.js';
import { SurroundingsController } from './surroundings/surroundings.controller.js';
import { TreatmentController } from './treatment/treatment.controller.js';
import { ViewsController } from './views/views.controller.js';
import { BoardController } from './ward/board.controller.js';
import { WardController } from './ward/ward.controller.js';
import { WindowAskingController } from './window/window-asking.controller.js';
import { WindowController } from './window/window.controller.js';
import { WindowEntryController } from './window/window-entry.controller.js';
import { WindowCopyController } from './window/window-copy.controller.js';
import { WindowMessagesController } from './window/window-messages.controller.js';
import { WindowRightsController } from './window/window-rights.controller.js';
import { WindowSharingController } from './window/window-sharing.controller.js';
import { WindowVisits } from './window/window-visits.js';
import { WishController } from './window/wish.controller.js';
import { WorkController } from './work/work.controller.js';

/** The HTTP shell: guard, pipe, filter and one controller per feature; the work is done in libs/casework. */
@Module({
  imports: [
    AssessmentModule,
    AuditModule,
    BreakGlassModule,
    DataRequestModule,
    IdentityAccessModule,
    MergeModule,
    ProtectionModule,
    CapacityModule,
    ClientModule,
    ClientSearchModule,
    ColleagueModule,
    ConsentModule,
    ContactModule,
    CustodyModule,
    DirectoryModule,
    DocumentModule,
    DutyModule,
    EligibilityModule,
    EmploymentModule,
    EnvelopeModule,
    ErasureModule,
    ExceptionModule,
    ExportModule,
    FormsModule,
    HandoffModule,
    HintsModule,
    IndicatorsModule,
    PackModule,
    ListsModule,
    PaperModule,
    PartnerModule,
    PathwayModule,
    QueueModule,
    RehabilitationModule,
    ReintegrationModule,
    ReviewModule,
    RightsModule,
    SeparationModule,
    SessionModule,
    SiteModule,
    ChartModule,
    MedicineModule,
    ProgrammeModule,
    NoteModule,
    PlanModule,
    NoticesModule,
    StaffModule,
    TreatmentModule,
    ViewsModule,
    WardModule,
    WindowModule,
    WorkModule,
  ],
  controllers: [
    AssessmentController,
    InstrumentController,
    AuditController,
    BreakGlassController,
    DataRequestController,
    IdentityController,
    MergeController,
    ProtectionController,
    CapacityController,
    ClientController,
    ColleagueController,
    ConsentController,
    AppointmentController,
    GroupController,
    ContactController,
    ChartController,
    MedicineController,
    ProgrammeController,
    ProcedureController,
    NoteController,
    PlanController,
    NoticesController,
    ReceiptsController,
    CustodyController,
    DirectoryController,
    MeetingsController,
    DocumentController,
    LetterController,
    VerifyController,
    DutyController,
    EligibilityController,
    PartnerDeskController,
    EmploymentController,
    EnvelopeController,
    ErasureController,
    ExceptionController,
    ExportController,
    FormsController,
    HandoffArrivalController,
    HandoffController,
    HandoffMovesController,
    HealthController,
    HintsController,
    IndicatorsController,
    JoinController,
    PackController,
    PagesController,
    ListsController,
    PaperController,
    PartnerController,
    ExitController,
    FollowUpController,
    PathwayController,
    QueueController,
    RehabilitationController,
    ReintegrationController,
    ReviewController,
    ClientRightsController,
    ComplaintController,
    DutiesController,
    VoiceController,
    SeparationController,
    SessionController,
    SiteController,
    StaffController,
    SurroundingsController,
    TreatmentController,
    ViewsController,
    BoardController,
    WardController,
    WindowEntryController,
    WindowController,
    WindowAskingController,
    WindowSharingController,
    WindowCopyController,
    WindowMessagesController,
    WindowRightsController,
    WishController,
    WorkController,
  ],
  providers: [
    WindowVisits,
    PartnerSessions,
    ListReaders,
    ApiKeyStrategy,
    PasswordStrategy,
    { provide: APP_GUARD, useClass: SignedInGuard },
    { provide: APP_PIPE, useClass: HandrailValidationPipe },
    { provide: APP_FILTER, useClass: RefusalFilter },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  ],
})
export class AppModule {
  static forRoot(config: Config, keys: Keys, packs: Packs, instruments: Instruments): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config, keys),
        DatabaseModule.forRoot('api', ROW_CLASSES, true),
        PacksModule.forRoot(packs),
        InstrumentsModule.forRoot(instruments),
      ],
    };
  }
}
