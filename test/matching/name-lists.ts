/**
 * Names of invented people: common given and family names of three languages, each with the spellings under which papers,
 * clerks and relatives write it. A line is `native: Latin spellings / spellings in the third script`; the first is usual.
 */
export interface NameEntry {
  readonly native: string;
  readonly latin: readonly string[];
  /** Arabic for a Cyrillic or Latin name, Cyrillic for an Arabic one. */
  readonly third: readonly string[];
}

export interface NameList {
  readonly script: 'cyrillic' | 'arabic' | 'latin';
  readonly men: readonly NameEntry[];
  readonly women: readonly NameEntry[];
  readonly families: readonly NameEntry[];
  /** Fathers' names: in Russian as a patronymic for a man, in Arabic as they are. */
  readonly fathers: readonly NameEntry[];
}

function read(text: string): NameEntry[] {
  return text
    .trim()
    .split(/\s*;\s*/)
    .filter(Boolean)
    .map((line) => {
      const [native = '', rest = ''] = line.split(':');
      const [latin = '', third = ''] = rest.split('/');
      const some = (part: string) =>
        part
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean);
      return { native: native.trim(), latin: some(latin), third: some(third) };
    });
}

const RUSSIAN_MEN = read(`
  Александр: Aleksandr,Alexander,Alexandr / ألكسندر; Алексей: Aleksei,Alexey,Alexei,Aleksey / أليكسي; Сергей: Sergei,Sergey / سيرغي;
  Дмитрий: Dmitrii,Dmitry,Dmitriy / دميتري; Андрей: Andrei,Andrey / أندريه; Иван: Ivan / إيفان; Михаил: Mikhail,Mihail / ميخائيل;
  Николай: Nikolai,Nikolay / نيكولاي; Владимир: Vladimir / فلاديمير; Евгений: Evgenii,Evgeny,Yevgeny / يفغيني; Максим: Maksim,Maxim / مكسيم;
  Артём: Artem,Artyom / أرتيوم; Илья: Ilia,Ilya / إيليا; Павел: Pavel / بافيل; Роман: Roman / رومان; Олег: Oleg / أوليغ; Юрий: Iurii,Yuri,Yury / يوري;
  Виктор: Viktor,Victor / فيكتور; Константин: Konstantin / قسطنطين; Пётр: Petr,Pyotr / بيوتر; Григорий: Grigorii,Grigory / غريغوري; Фёдор: Fedor,Fyodor / فيودور;
  Станислав: Stanislav / ستانيسلاف; Вячеслав: Viacheslav,Vyacheslav / فياتشيسلاف; Тимур: Timur / تيمور; Руслан: Ruslan / رسلان; Рустам: Rustam / رستم; Марат: Marat / مارات;
  Кирилл: Kirill,Kyril / كيريل; Денис: Denis / دينيس; Антон: Anton / أنطون; Егор: Egor,Yegor / إيغور; Семён: Semen,Semyon / سيميون; Геннадий: Gennadii,Gennady / غينادي;
  Валерий: Valerii,Valery / فاليري; Борис: Boris / بوريس; Анатолий: Anatolii,Anatoly / أناتولي; Василий: Vasilii,Vasily / فاسيلي; Жанибек: Zhanibek,Janibek / جانيبك; Қайрат: Kairat,Qairat / قيرات
`);
const RUSSIAN_WOMEN = read(`
  Мария: Mariia,Maria,Mariya / ماريا; Анна: Anna / آنا; Елена: Elena,Yelena / يلينا; Ольга: Olga / أولغا; Наталья: Natalia,Natalya / ناتاليا; Татьяна: Tatiana,Tatyana / تاتيانا;
  Ирина: Irina / إيرينا; Светлана: Svetlana / سفيتلانا; Екатерина: Ekaterina,Yekaterina / يكاترينا; Юлия: Iuliia,Yulia,Julia / يوليا; Анастасия: Anastasiia,Anastasia / أناستازيا;
  Дарья: Daria,Darya / داريا; Ксения: Kseniia,Ksenia,Xenia / كسينيا; Людмила: Liudmila,Lyudmila / لودميلا; Галина: Galina / غالينا; Валентина: Valentina / فالنتينا;
  Надежда: Nadezhda / ناديجدا; Любовь: Liubov,Lyubov / لوبوف; Виктория: Viktoriia,Victoria / فيكتوريا; Вера: Vera / فيرا; Алина: Alina / ألينا; Полина: Polina / بولينا;
  Маргарита: Margarita / مارغريتا; Лариса: Larisa / لاريسا; Зинаида: Zinaida / زينايدا; Тамара: Tamara / تمارا; Софья: Sofia,Sofya / صوفيا; Елизавета: Elizaveta,Yelizaveta / إليزافيتا;
  Гульнара: Gulnara / غولنارا; Айгуль: Aigul,Aygul / آيغول; Эльвира: Elvira / إلفيرا; Лилия: Liliia,Lilia / ليليا; Раиса: Raisa / رايسا; Варвара: Varvara / فارفارا
`);
const RUSSIAN_FAMILIES = read(`
  Иванов: Ivanov / إيفانوف; Смирнов: Smirnov / سميرنوف; Кузнецов: Kuznetsov / كوزنيتسوف; Попов: Popov / بوبوف; Соколов: Sokolov / سوكولوف; Лебедев: Lebedev / ليبيديف;
  Козлов: Kozlov / كوزلوف; Новиков: Novikov / نوفيكوف; Морозов: Morozov / موروزوف; Петров: Petrov / بتروف; Волков: Volkov / فولكوف; Соловьёв: Solovev,Solovyov,Soloviev / سولوفيوف;
  Васильев: Vasilev,Vasilyev,Vasiliev / فاسيلييف; Зайцев: Zaitsev,Zaytsev / زايتسيف; Павлов: Pavlov / بافلوف; Семёнов: Semenov,Semyonov / سيميونوف; Голубев: Golubev / غولوبيف; Виноградов: Vinogradov / فينوغرادوف;
  Богданов: Bogdanov / بوغدانوف; Воробьёв: Vorobev,Vorobyov / فوروبيوف; Фёдоров: Fedorov,Fyodorov / فيودوروف; Михайлов: Mikhailov,Mihaylov / ميخائيلوف; Беляев: Beliaev,Belyaev / بيلياييف; Тарасов: Tarasov / تاراسوف;
  Белов: Belov / بيلوف; Комаров: Komarov / كوماروف; Орлов: Orlov / أورلوف; Киселёв: Kiselev,Kiselyov / كيسيليوف; Макаров: Makarov / ماكاروف; Андреев: Andreev,Andreyev / أندرييف; Ковалёв: Kovalev,Kovalyov / كوفاليوف;
  Ильин: Ilin,Ilyin / إيلين; Гусев: Gusev / غوسيف; Титов: Titov / تيتوف; Кузьмин: Kuzmin / كوزمين; Кудрявцев: Kudriavtsev,Kudryavtsev / كودريافتسيف; Баранов: Baranov / بارانوف; Куликов: Kulikov / كوليكوف;
  Алексеев: Alekseev,Alexeyev / أليكسييف; Степанов: Stepanov / ستيبانوف; Яковлев: Iakovlev,Yakovlev / ياكوفليف; Сорокин: Sorokin / سوروكين; Сергеев: Sergeev,Sergeyev / سيرغييف; Романов: Romanov / رومانوف;
  Захаров: Zakharov,Zaharov / زاخاروف; Борисов: Borisov / بوريسوف; Королёв: Korolev,Korolyov / كوروليوف; Герасимов: Gerasimov / غيراسيموف; Пономарёв: Ponomarev,Ponomaryov / بونوماريوف; Щербаков: Shcherbakov,Scherbakov / شيرباكوف;
  Хуснидинов: Khusnidinov,Husnidinov / حسن الدينوف; Рахимов: Rakhimov,Rahimov / رحيموف; Каримов: Karimov / كريموف; Ахметов: Akhmetov,Ahmetov / أحمدوف; Мухаммадиев: Mukhammadiev,Muhammadiev / محمدييف; Юсупов: Iusupov,Yusupov / يوسوبوف;
  Цветков: Tsvetkov / تسفيتكوف; Чернов: Chernov / تشيرنوف; Жуков: Zhukov,Jukov / جوكوف; Широков: Shirokov / شيروكوف; Филиппов: Filippov,Philippov / فيليبوف; Хасанов: Khasanov,Hasanov / حسنوف; Гаджиев: Gadzhiev,Gajiev / حاجييف;
  Шевченко: Shevchenko / شيفتشينكو; Коваленко: Kovalenko / كوفالينكو; Бондаренко: Bondarenko / بوندارينكو; Ткаченко: Tkachenko / تكاتشينكو; Ковальчук: Kovalchuk / كوفالتشوك; Ким: Kim / كيم; Цой: Tsoi,Tsoy / تسوي
`);
const ARABIC_MEN = read(`
  محمد: Mohamed,Muhammad,Mohammed,Mohammad / Мухаммад,Мохаммед; أحمد: Ahmed,Ahmad / Ахмед,Ахмад; علي: Ali,Aly / Али; محمود: Mahmoud,Mahmud / Махмуд; مصطفى: Mostafa,Mustafa / Мустафа; إبراهيم: Ibrahim,Ebrahim / Ибрагим;
  عبد الله: Abdullah,Abdallah,Abd Allah / Абдулла,Абдаллах; عبد الرحمن: Abdulrahman,Abdel Rahman,Abdelrahman / Абдурахман; خالد: Khaled,Khalid / Халед,Халид; يوسف: Youssef,Yusuf,Yousef / Юсуф; عمر: Omar,Umar / Омар,Умар;
  حسن: Hassan,Hasan / Хасан; حسين: Hussein,Husain,Hussain / Хусейн; سعيد: Saeed,Said,Saied / Саид; طارق: Tarek,Tariq,Tareq / Тарек,Тарик; كريم: Karim,Kareem / Карим; ياسر: Yasser,Yasir / Ясир; وليد: Walid,Waleed / Валид;
  جمال: Gamal,Jamal / Гамаль,Джамал; أسامة: Osama,Usama / Усама; عمرو: Amr,Amro / Амр; هشام: Hisham,Hesham / Хишам; سامي: Sami,Samy / Сами; رامي: Rami,Ramy / Рами; فيصل: Faisal,Faysal / Фейсал; ماجد: Majed,Majid,Maged / Маджид;
  ناصر: Nasser,Nasir / Насер; صالح: Saleh,Salih / Салех; عبد العزيز: Abdulaziz,Abdel Aziz / Абдулазиз; مروان: Marwan / Марван; بلال: Bilal,Belal / Билал; زياد: Ziad,Ziyad / Зияд; أيمن: Ayman,Aiman / Айман; صلاح الدين: Salah El Din,Salahuddin / Салахуддин;
  حمزة: Hamza,Hamzah / Хамза; أنس: Anas / Анас; إسماعيل: Ismail,Esmail / Исмаил; موسى: Musa,Moussa / Муса; عادل: Adel,Adil / Адель,Адиль; فؤاد: Fouad,Fuad / Фуад
`);
const ARABIC_WOMEN = read(`
  فاطمة: Fatima,Fatma,Fatimah / Фатима; عائشة: Aisha,Aysha,Aicha / Айша; مريم: Mariam,Maryam,Mariem / Мариам; خديجة: Khadija,Khadijah,Hadija / Хадиджа; زينب: Zainab,Zeinab,Zaynab / Зейнаб; سارة: Sara,Sarah / Сара;
  نور: Nour,Noor,Nur / Нур; ليلى: Layla,Leila,Laila / Лейла; هدى: Huda,Hoda / Худа; منى: Mona,Muna / Муна; سلمى: Salma,Selma / Сальма; أمل: Amal / Амаль; إيمان: Iman,Eman / Иман; ريم: Reem,Rim / Рим; رانيا: Rania,Raniya / Рания;
  دينا: Dina / Дина; ياسمين: Yasmin,Yasmine,Jasmin / Ясмин; نادية: Nadia,Nadya / Надия; سميرة: Samira,Sameera / Самира; شيماء: Shaimaa,Shaima / Шайма; هالة: Hala,Hala / Хала; سعاد: Souad,Suad / Суад; حنان: Hanan / Ханан;
  وفاء: Wafaa,Wafa / Вафа; أسماء: Asmaa,Asma / Асма; هبة: Heba,Hiba / Хиба; نجلاء: Naglaa,Najla / Наджла; رقية: Ruqayya,Rokaya / Рукайя; آمنة: Amina,Amna / Амина; حياة: Hayat / Хаят
`);
const ARABIC_FAMILIES = read(`
  السيد: El-Sayed,Al Sayed,Elsayed / Эль-Сайед; المصري: El-Masry,Al Masri,Elmasry / Эль-Масри; حسن: Hassan,Hasan / Хасан; علي: Ali,Aly / Али; إبراهيم: Ibrahim / Ибрагим; عثمان: Othman,Osman,Uthman / Осман; خليل: Khalil,Halil / Халиль;
  منصور: Mansour,Mansur / Мансур; سليمان: Soliman,Suleiman,Sulayman / Сулейман; يوسف: Youssef,Yousef,Yusuf / Юсуф; عبد الرحمن: Abdelrahman,Abdul Rahman / Абдурахман; الشامي: El Shamy,Al-Shami / Аш-Шами; النجار: El Naggar,Al Najjar / Ан-Наджар;
  الحداد: El Haddad,Al Haddad,Haddad / Хаддад; العلي: Al Ali,Alali / Аль-Али; الحسن: Al Hassan,Alhasan / Аль-Хасан; الخطيب: El Khatib,Al Khateeb,Khatib / Хатиб; القحطاني: Al Qahtani,Alkahtani / Аль-Кахтани; الغامدي: Al Ghamdi,Alghamdi / Аль-Гамди;
  الزهراني: Al Zahrani,Alzahrani / Аз-Захрани; العتيبي: Al Otaibi,Alotaibi / Аль-Отайби; الدوسري: Al Dosari,Aldossary / Ад-Досари; التميمي: Al Tamimi,Altamimi / Ат-Тамими; العبيدي: Al Obaidi,Alubaidi / Аль-Обейди; الجبوري: Al Jubouri,Aljaburi / Аль-Джабури;
  الموسوي: Al Musawi,Almousawi / Аль-Мусави; البلوشي: Al Balushi,Albalooshi / Аль-Балуши; الهاشمي: Al Hashimi,El Hashemi / Аль-Хашими; قاسم: Qasim,Kassem,Qassim / Касим; صالح: Saleh,Salih / Салех; جابر: Gaber,Jaber / Джабер;
  رمضان: Ramadan / Рамадан; شعبان: Shaaban,Shaban / Шаабан; فرج: Farag,Faraj / Фарадж; بدوي: Badawi,Badawy / Бадави; شاهين: Shahin,Shaheen / Шахин; حمدان: Hamdan / Хамдан; درويش: Darwish,Darwich / Дарвиш; عوض: Awad / Авад;
  غانم: Ghanem,Ghanim / Ганем; سالم: Salem,Salim / Салем; مراد: Mourad,Murad / Мурад; نصار: Nassar / Нассар; كامل: Kamel,Kamil / Камель; فهمي: Fahmy,Fahmi / Фахми; رشيد: Rashid,Rachid / Рашид; حمود: Hammoud,Hamoud / Хаммуд;
  زيدان: Zidan,Zaydan / Зидан; بركات: Barakat / Баракат; قنديل: Kandil,Qandil / Кандиль; عطية: Attia,Atiya / Аттия; الطويل: El Tawil,Al Taweel / Ат-Тавиль; الصباغ: El Sabbagh,Al Sabbagh / Ас-Саббаг; حجازي: Hegazy,Hijazi / Хиджази
`);
const ENGLISH_MEN = read(`
  James: James / جيمس; John: John,Jon / جون; Robert: Robert / روبرت; Michael: Michael / مايكل; William: William / ويليام; David: David / ديفيد; Richard: Richard / ريتشارد; Joseph: Joseph / جوزيف; Thomas: Thomas / توماس;
  Charles: Charles / تشارلز; Christopher: Christopher,Kristopher / كريستوفر; Daniel: Daniel / دانيال; Matthew: Matthew,Mathew / ماثيو; Anthony: Anthony,Antony / أنتوني; Mark: Mark,Marc / مارك; Steven: Steven,Stephen / ستيفن;
  Andrew: Andrew / أندرو; Kenneth: Kenneth / كينيث; George: George / جورج; Joshua: Joshua / جوشوا; Kevin: Kevin / كيفن; Brian: Brian,Bryan / براين; Edward: Edward / إدوارد; Ronald: Ronald / رونالد; Timothy: Timothy / تيموثي;
  Jason: Jason / جيسون; Jeffrey: Jeffrey,Geoffrey / جيفري; Ryan: Ryan / رايان; Patrick: Patrick / باتريك; Peter: Peter / بيتر; Samuel: Samuel / صموئيل; José: Jose / خوسيه; Nicholas: Nicholas,Nicolas / نيكولاس; Benjamin: Benjamin / بنيامين; Gregory: Gregory / غريغوري
`);
const ENGLISH_WOMEN = read(`
  Mary: Mary / ماري; Patricia: Patricia / باتريشيا; Jennifer: Jennifer / جينيفر; Elizabeth: Elizabeth,Elisabeth / إليزابيث; Barbara: Barbara / باربرا; Susan: Susan,Suzan / سوزان; Jessica: Jessica / جيسيكا; Sarah: Sarah,Sara / سارة;
  Karen: Karen / كارين; Margaret: Margaret / مارغريت; Lisa: Lisa / ليزا; Nancy: Nancy / نانسي; Sandra: Sandra / ساندرا; Ashley: Ashley / آشلي; Emily: Emily / إيميلي; Kimberly: Kimberly,Kimberley / كيمبرلي; Michelle: Michelle,Michele / ميشيل;
  Carol: Carol,Carole / كارول; Amanda: Amanda / أماندا; Deborah: Deborah,Debra / ديبورا; Stephanie: Stephanie / ستيفاني; Rebecca: Rebecca / ريبيكا; Helen: Helen / هيلين; Katherine: Katherine,Catherine,Kathryn / كاثرين; Anne: Anne,Ann / آن;
  Victoria: Victoria / فيكتوريا; Christina: Christina / كريستينا; Samantha: Samantha / سامانثا; Abigail: Abigail / أبيغيل; Zoë: Zoe / زوي
`);
const ENGLISH_FAMILIES = read(`
  Smith: Smith,Smyth / سميث; Johnson: Johnson / جونسون; Williams: Williams / ويليامز; Brown: Brown,Browne / براون; Jones: Jones / جونز; Miller: Miller / ميلر; Davis: Davis / ديفيس; García: Garcia / غارسيا; Rodríguez: Rodriguez / رودريغيز;
  Wilson: Wilson / ويلسون; Martinez: Martinez / مارتينيز; Anderson: Anderson,Andersen / أندرسون; Taylor: Taylor / تايلور; Thomas: Thomas / توماس; Moore: Moore / مور; Jackson: Jackson / جاكسون; Martin: Martin / مارتن; Lee: Lee,Leigh / لي;
  Thompson: Thompson,Thomson / طومسون; White: White / وايت; Harris: Harris / هاريس; Clark: Clark,Clarke / كلارك; Lewis: Lewis / لويس; Robinson: Robinson / روبنسون; Walker: Walker / ووكر; Young: Young / يونغ; Allen: Allen,Allan / ألين;
  King: King / كينغ; Wright: Wright / رايت; Scott: Scott / سكوت; Green: Green,Greene / غرين; Baker: Baker / بيكر; Nelson: Nelson / نيلسون; Campbell: Campbell / كامبل; Mitchell: Mitchell / ميتشل; Roberts: Roberts / روبرتس; Phillips: Phillips,Philips / فيليبس;
  Evans: Evans / إيفانز; Turner: Turner / تيرنر; Parker: Parker / باركر; Edwards: Edwards / إدواردز; Collins: Collins / كولينز; Stewart: Stewart,Stuart / ستيوارت; Morris: Morris / موريس; Murphy: Murphy / ميرفي; Cook: Cook,Cooke / كوك; Bailey: Bailey / بيلي;
  O'Connor: O'Connor,OConnor / أوكونور; O’Brien: O'Brien,OBrien / أوبراين; MacDonald: MacDonald,McDonald / ماكدونالد; Fernández: Fernandez / فيرنانديز; Müller: Mueller,Muller / مولر; Kowalski: Kowalski / كوفالسكي; Nowak: Nowak / نوفاك; Schmidt: Schmidt / شميت;
  Richardson: Richardson / ريتشاردسون; Wood: Wood,Woods / وود; Bennett: Bennett,Bennet / بينيت; Gray: Gray,Grey / غراي; Hughes: Hughes / هيوز; Price: Price / برايس; Foster: Foster / فوستر; Sanders: Sanders / ساندرز; Ross: Ross / روس; Long: Long / لونغ; Sullivan: Sullivan / سوليفان
`);
const PATRONYMICS = read(`
  Александрович: Aleksandrovich; Сергеевич: Sergeevich; Иванович: Ivanovich; Николаевич: Nikolaevich; Владимирович: Vladimirovich; Андреевич: Andreevich; Михайлович: Mikhailovich; Петрович: Petrovich; Викторович: Viktorovich;
  Юрьевич: Iurevich; Алексеевич: Alekseevich; Дмитриевич: Dmitrievich; Олегович: Olegovich; Павлович: Pavlovich; Борисович: Borisovich; Рустамович: Rustamovich; Маратович: Maratovich; Анатольевич: Anatolevich
`);

export const NAME_LISTS: readonly NameList[] = [
  {
    script: 'cyrillic',
    men: RUSSIAN_MEN,
    women: RUSSIAN_WOMEN,
    families: RUSSIAN_FAMILIES,
    fathers: PATRONYMICS,
  },
  { script: 'arabic', men: ARABIC_MEN, women: ARABIC_WOMEN, families: ARABIC_FAMILIES, fathers: ARABIC_MEN },
  {
    script: 'latin',
    men: ENGLISH_MEN,
    women: ENGLISH_WOMEN,
    families: ENGLISH_FAMILIES,
    fathers: ENGLISH_MEN,
  },
];

/** Short forms as people say them. Written down apart from those that the search knows; some of them it does not. */
export const SAID_AT_HOME: ReadonlyMap<string, readonly string[]> = new Map(
  `Александр=Саша,Шурик,Санёк;Алексей=Лёша,Алёша;Сергей=Серёжа,Серый;Дмитрий=Дима,Димон;Андрей=Андрюха,Дрон;Иван=Ваня,Ванёк;Михаил=Миша,Мишаня;Николай=Коля,Колян;Владимир=Вова,Володя,Вован;Евгений=Женя,Жека;
  Максим=Макс,Максон;Артём=Тёма;Илья=Илюша,Илюха;Павел=Паша,Пашок;Роман=Рома,Ромка;Юрий=Юра,Юрок;Виктор=Витя,Витёк;Константин=Костя,Костян;Пётр=Петя,Петруха;Григорий=Гриша;Фёдор=Федя;Станислав=Стас;Вячеслав=Слава;Денис=Ден,Дэн;
  Антон=Тоха,Антоха;Егор=Егорка,Гоша;Геннадий=Гена;Валерий=Валера;Борис=Боря;Анатолий=Толя,Толян;Василий=Вася;Мария=Маша,Маруся;Анна=Аня,Нюра;Елена=Лена,Ленка;Ольга=Оля,Лёля;Наталья=Наташа,Ната;Татьяна=Таня;Ирина=Ира,Ириша;
  Светлана=Света;Екатерина=Катя,Катюха;Юлия=Юля;Анастасия=Настя,Стася;Дарья=Даша;Ксения=Ксюша;Людмила=Люда,Мила;Галина=Галя;Валентина=Валя;Надежда=Надя;Любовь=Люба;Виктория=Вика;Полина=Поля;Маргарита=Рита;Зинаида=Зина;
  Тамара=Тома;Софья=Соня;Елизавета=Лиза;Гульнара=Гуля;Эльвира=Эля;Раиса=Рая;Варвара=Варя;محمد=حمادة,ميدو;أحمد=حمودي,حمادة;محمود=حودة;إبراهيم=هيما;عبد الله=عبود;عبد الرحمن=عبده,بودي;علي=علاوي,علوش;حسن=حسونة;يوسف=جو;كريم=كيمو;عمر=عموري;
  خالد=خلودي;مصطفى=درش;أسامة=سمسم;فاطمة=فطوم,بطة;عائشة=عيوش;مريم=مريومة;خديجة=خدوج;زينب=زنوبة,زوزو;نور=نونو;شيماء=شوشو;سعاد=سوسو;ليلى=لولو;James=Jim,Jimmy;John=Jack,Johnny;Robert=Bob,Rob,Bobby;Michael=Mike,Mick;William=Bill,Will;
  David=Dave;Richard=Dick,Rick;Joseph=Joe;Thomas=Tom;Charles=Charlie,Chuck;Christopher=Chris,Kit;Daniel=Dan,Danny;Matthew=Matt;Anthony=Tony;Steven=Steve;Andrew=Andy,Drew;Kenneth=Ken;Edward=Ed,Ted;Timothy=Tim;Patrick=Pat,Paddy;
  Peter=Pete;Samuel=Sam;Nicholas=Nick;Benjamin=Ben;Gregory=Greg;Patricia=Pat,Trish;Jennifer=Jen,Jenny;Elizabeth=Liz,Beth,Lilibet;Barbara=Barb;Susan=Sue;Jessica=Jess;Margaret=Maggie,Peggy;Nancy=Nan;Sandra=Sandy;Kimberly=Kim;
  Deborah=Debbie;Stephanie=Steph;Rebecca=Becky;Katherine=Kate,Katie,Kitty;Victoria=Vicky,Tori;Christina=Tina;Samantha=Sam;Abigail=Abby`
    .split(';')
    .map((line) => line.trim().split('='))
    .map(([full = '', short = '']) => [full, short.split(',')]),
);
